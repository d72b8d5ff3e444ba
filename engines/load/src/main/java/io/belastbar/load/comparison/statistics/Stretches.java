package io.belastbar.load.comparison.statistics;

import io.belastbar.load.comparison.counts.CountGrid;
import java.util.Arrays;

/**
 * What is left of a shift when one stretch of the time is left out of both runs. A neighbour that is busy for some
 * seconds moves a high percentile of a short run as far as a slower target does, and no drawing of its seconds tells the
 * two apart; but the target is slower all the time.
 */
final class Stretches {

    private static final int SECONDS_MIN = 8;
    private static final int SECONDS_MAX = 30;

    private final CountGrid baseline;
    private final CountGrid other;
    private final double[] shares;

    private Stretches(CountGrid baseline, CountGrid other, double[] shares) {
        this.baseline = baseline;
        this.other = other;
        this.shares = shares;
    }

    /**
     * For each quantile the logarithm of the ratio that is left of this one, at its weakest; the same sign if the shift
     * holds whatever stretch is left out.
     *
     * @param change the logarithm of the ratio of whole runs
     */
    static double[] weakest(CountGrid baseline, CountGrid other, double[] shares, double[] change) {
        return new Stretches(baseline, other, shares).weakest(change);
    }

    private double[] weakest(double[] change) {
        double[] weakest = change.clone();
        int positions = Math.max(baseline.seconds(), other.seconds());
        for (int position = 0; position < positions; position++) {
            double at = positions == 1 ? 0 : (double) position / (positions - 1);
            double[] first = without(baseline, at);
            double[] second = without(other, at);
            for (int index = 0; index < shares.length; index++) {
                double left = Math.log(second[index] / first[index]);
                weakest[index] = change[index] > 0 ? Math.min(weakest[index], left) : Math.max(weakest[index], left);
            }
        }
        return weakest;
    }

    private double[] without(CountGrid grid, double at) {
        int length = length(grid.seconds());
        int from = (int) Math.round(at * (grid.seconds() - length));
        int[] left = Arrays.stream(grid.total()).mapToInt(Math::toIntExact).toArray();
        int[] stretch = new int[left.length];
        grid.addRange(from, from + length, stretch);
        for (int bin = 0; bin < left.length; bin++) {
            left[bin] -= stretch[bin];
        }
        double[] quantiles = new double[shares.length];
        grid.quantiles(left, shares, quantiles);
        return quantiles;
    }

    /** A third of the run, but not less than a busy neighbour takes, and no more than half a minute. */
    static int length(int seconds) {
        int third = (seconds + 2) / 3;
        return Math.clamp(third, Math.min(SECONDS_MIN, seconds / 2), SECONDS_MAX);
    }
}
