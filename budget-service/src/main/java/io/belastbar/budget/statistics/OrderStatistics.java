package io.belastbar.budget.statistics;

import io.belastbar.quantity.share.BinomialTail;

/**
 * A quantile of a sample and its distribution-free 95 % interval between two values of the sample: the number of values
 * at or below the true quantile is binomial (Hahn and Meeker, Statistical Intervals, section 5.2; David and Nagaraja,
 * Order Statistics, section 7.1).
 */
public final class OrderStatistics {

    /** The fewest values whose range covers their distribution's median in 95 % of cases: 1 − 2·0.5^6 = 0.969. */
    public static final int MEDIAN_VALUES_MIN = 6;

    private static final double TAIL = 0.025;

    private OrderStatistics() {}

    /** Of values in ascending order, at least one; without a bound where the sample is too small for one. */
    public static Interval quantile(double[] sorted, double share) {
        var n = sorted.length;
        var rank = Math.clamp((long) Math.ceil(share * n), 1, n);
        var low = lowRank(n, share);
        var high = highRank(n, share);
        var value = share == 0.5 ? median(sorted) : sorted[rank - 1];
        return new Interval(value, low == 0 ? null : sorted[low - 1], high > n ? null : sorted[high - 1]);
    }

    private static double median(double[] sorted) {
        var n = sorted.length;
        return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    /** The largest rank that lies above the true quantile with a probability of 2.5 % at most; 0 if there is none. */
    private static int lowRank(int n, double share) {
        int known = 0;
        int tooLarge = n + 1;
        while (tooLarge - known > 1) {
            var rank = (known + tooLarge) >>> 1;
            if (BinomialTail.atMost(rank - 1L, n, share) <= TAIL) {
                known = rank;
            } else {
                tooLarge = rank;
            }
        }
        return known;
    }

    /** The smallest rank that lies below it with that probability; n + 1 if there is none. */
    private static int highRank(int n, double share) {
        int tooSmall = 0;
        int known = n + 1;
        while (known - tooSmall > 1) {
            var rank = (known + tooSmall) >>> 1;
            if (BinomialTail.atLeast(rank, n, share) <= TAIL) {
                known = rank;
            } else {
                tooSmall = rank;
            }
        }
        return known;
    }
}
