package io.belastbar.change.rank;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;

/**
 * Do two samples come from one distribution? Mann and Whitney, Ann. Math. Statist. 18 (1947). Exact where both samples
 * are small and no values are equal; else the normal approximation with corrections for ties and continuity.
 */
public final class MannWhitney {

    /** Up to this product of sizes the distribution is counted out. */
    private static final int EXACT_MAX = 400;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private MannWhitney() {}

    /** The two-sided p-value for the values before and from {@code split} on; 1 if all are equal. */
    public static double pValue(double[] values, int split) {
        int after = values.length - split;
        if (split == 0 || after == 0) {
            throw new IllegalArgumentException("both samples need values: split at " + split + " of " + values.length);
        }
        double pValue = MannWhitneyUTest.withDefaults()
                .with(split * after <= EXACT_MAX ? PValueMethod.EXACT : PValueMethod.ASYMPTOTIC)
                .test(Arrays.copyOf(values, split), Arrays.copyOfRange(values, split, values.length))
                .getPValue();
        return Double.isNaN(pValue) ? 1 : pValue;
    }

    /**
     * The same for values that depend on each other: the statistic's deviation is that many times as uncertain, as if there were
     * fewer values.
     *
     * @param inflation of the variance of a mean by the dependence; 1 for independent values
     */
    public static double pValue(double[] values, int split, double inflation) {
        double independent = pValue(values, split);
        if (inflation <= 1 || independent >= 1) {
            return independent;
        }
        double z = NORMAL.inverseSurvivalProbability(independent / 2) / Math.sqrt(inflation);
        return 2 * NORMAL.survivalProbability(z);
    }
}
