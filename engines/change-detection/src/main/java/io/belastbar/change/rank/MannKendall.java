package io.belastbar.change.rank;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Does a series rise or fall throughout? Mann, "Nonparametric tests against trend", Econometrica 13 (1945), and Kendall, "Rank
 * Correlation Methods" (1948), by the normal approximation with corrections for ties and continuity.
 */
public final class MannKendall {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private MannKendall() {}

    /**
     * The two-sided p-value; 1 if all are equal.
     *
     * @param inflation of the statistic's variance by values that depend on each other; 1 for independent ones
     */
    public static double pValue(double[] values, double inflation) {
        int n = values.length;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int k = i + 1; k < n; k++) {
                sum += Math.signum(values[k] - values[i]);
            }
        }
        double variance = (spread(n) - ties(values)) / 18 * inflation;
        if (variance <= 0) {
            return 1;
        }
        double z = Math.max(0, Math.abs(sum) - 1) / Math.sqrt(variance);
        return Math.min(1, 2 * NORMAL.survivalProbability(z));
    }

    private static double ties(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double ties = 0;
        int from = 0;
        for (int to = 1; to <= sorted.length; to++) {
            if (to == sorted.length || sorted[to] != sorted[from]) {
                ties += spread(to - from);
                from = to;
            }
        }
        return ties;
    }

    private static double spread(int n) {
        return (double) n * (n - 1) * (2 * n + 5);
    }
}
