package io.belastbar.change.rank;

/**
 * Do two samples come from one distribution? Mann and Whitney, Ann. Math. Statist. 18 (1947). Exact where both samples
 * are small and no values are equal; else the normal approximation with corrections for ties and continuity.
 */
public final class MannWhitney {

    /** Up to this product of sizes the distribution is counted out. */
    private static final int EXACT_MAX = 400;

    private MannWhitney() {}

    /** The two-sided p-value for the values before and from {@code split} on; 1 if all are equal. */
    public static double pValue(double[] values, int split) {
        int before = split;
        int after = values.length - split;
        if (before == 0 || after == 0) {
            throw new IllegalArgumentException("both samples need values: split at " + split + " of " + values.length);
        }
        var ranks = Ranks.of(values);
        double u = ranks.sum(0, split) - before * (before + 1) / 2.0;
        return !ranks.tied() && before * after <= EXACT_MAX
                ? exact(Math.min(u, before * after - u), before, after)
                : approximate(u, before, after, ranks.tieSum());
    }

    private static double approximate(double u, double before, double after, double tieSum) {
        double n = before + after;
        double variance = before * after / 12 * (n + 1 - tieSum / (n * (n - 1)));
        if (variance <= 0) {
            return 1;
        }
        double distance = Math.max(0, Math.abs(u - before * after / 2) - 0.5);
        return Normal.twoSidedTail(distance / Math.sqrt(variance));
    }

    /** Twice the share of orders with a statistic of at most {@code u}. */
    private static double exact(double u, int before, int after) {
        int most = (int) Math.floor(u);
        double[] counts = counts(before, after, most);
        double at = 0;
        for (int i = 0; i <= most; i++) {
            at += counts[i];
        }
        double all = 1;
        for (int i = 1; i <= before; i++) {
            all *= (double) (after + i) / i;
        }
        return Math.min(1, 2 * at / all);
    }

    /** In how many orders the statistic is 0 … most: the coefficients of the Gaussian binomial. */
    private static double[] counts(int before, int after, int most) {
        double[] counts = new double[most + 1];
        counts[0] = 1;
        for (int i = 1; i <= before; i++) {
            for (int k = most; k >= after + i; k--) {
                counts[k] -= counts[k - after - i];
            }
            for (int k = i; k <= most; k++) {
                counts[k] += counts[k - i];
            }
        }
        return counts;
    }
}
