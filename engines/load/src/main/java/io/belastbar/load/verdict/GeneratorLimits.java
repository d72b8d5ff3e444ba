package io.belastbar.load.verdict;

import java.time.Duration;

/**
 * How punctual a generator must be so that its latencies are the target's.
 *
 * @param latenessP99 most by which 99 % of its actions may be late, whatever is measured
 */
public record GeneratorLimits(Duration latenessP99) {

    public static final GeneratorLimits DEFAULT = new GeneratorLimits(Duration.ofMillis(100));

    static final double DEFAULT_SHARE = 0.2;

    /**
     * Most by which they may be late as a share of what is measured: {@link GeneratorTrust}. Whoever allows more lateness
     * than the default allows as many times the share: the machine is known to be busy.
     */
    double share() {
        return DEFAULT_SHARE * Math.max(1, (double) latenessP99.toNanos() / DEFAULT.latenessP99.toNanos());
    }
}
