package io.belastbar.load.verdict;

import java.time.Duration;

/**
 * How punctual a generator must be so that its latencies are the target's.
 *
 * @param latenessP99 most by which 99 % of its actions may be late, whatever is measured
 * @param share most by which they may be late as a share of what is measured: {@link GeneratorTrust}
 */
public record GeneratorLimits(Duration latenessP99, double share) {

    public static final double DEFAULT_SHARE = 0.2;

    public static final GeneratorLimits DEFAULT = new GeneratorLimits(Duration.ofMillis(100));

    public GeneratorLimits {
        if (!(share > 0)) {
            throw new IllegalArgumentException("a share should be above 0: was " + share);
        }
    }

    public GeneratorLimits(Duration latenessP99) {
        this(latenessP99, DEFAULT_SHARE);
    }
}
