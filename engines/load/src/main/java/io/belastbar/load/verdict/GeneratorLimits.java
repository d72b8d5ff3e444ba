package io.belastbar.load.verdict;

import java.time.Duration;

/**
 * How punctual a generator must be so that its latencies are the target's.
 *
 * @param latenessP99 most by which 99 % of its actions may be late
 */
public record GeneratorLimits(Duration latenessP99) {

    public static final GeneratorLimits DEFAULT = new GeneratorLimits(Duration.ofMillis(10));
}
