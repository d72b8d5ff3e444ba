package io.belastbar.load.comparison;

import io.belastbar.load.comparison.StepComparison.Distributions;
import io.belastbar.load.comparison.counts.SecondCounts;

/** Both runs' times in the same bins of equal ratio, for a picture. */
final class DistributionBins {

    private static final double RATIO = 1.08;
    private static final int BINS_MAX = 260;

    private DistributionBins() {}

    static Distributions of(SecondCounts baseline, SecondCounts other) {
        double low = Math.max(1, Math.min(baseline.lowestMicros(), other.lowestMicros()));
        double high = Math.max(low * RATIO, Math.max(baseline.highestMicros(), other.highestMicros()));
        int bins = (int) Math.min(BINS_MAX, Math.ceil(Math.log(high / low) / Math.log(RATIO)) + 1);
        double[] lowMs = new double[bins];
        for (int bin = 0; bin < bins; bin++) {
            lowMs[bin] = low * Math.pow(RATIO, bin) / 1e3;
        }
        return new Distributions(lowMs, RATIO, baseline.shares(low, RATIO, bins), other.shares(low, RATIO, bins));
    }
}
