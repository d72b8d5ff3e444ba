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

    /**
     * For each quantile the logarithm of the ratio between those stretches of the two runs that lie nearest to each other:
     * if the shift is positive, of the other run's fastest to the baseline's slowest. The same sign if no stretch of the one
     * run was as any of the other.
     *
     * @param change the logarithm of the ratio of whole runs
     */
    static double[] nearest(CountGrid baseline, CountGrid other, double[] shares, double[] change) {
        Stretches stretches = new Stretches(baseline, other, shares);
        Range first = stretches.range(baseline);
        Range second = stretches.range(other);
        double[] nearest = new double[shares.length];
        Arrays.setAll(
                nearest,
                index -> change[index] > 0
                        ? second.fastest()[index] - first.slowest()[index]
                        : second.slowest()[index] - first.fastest()[index]);
        return nearest;
    }

    /** The logarithm of each quantile in the stretches where it is smallest and largest. */
    private record Range(double[] fastest, double[] slowest) {}

    private Range range(CountGrid grid) {
        double[] fastest = new double[shares.length];
        double[] slowest = new double[shares.length];
        Arrays.fill(fastest, Double.POSITIVE_INFINITY);
        Arrays.fill(slowest, Double.NEGATIVE_INFINITY);
        for (int from = 0; from <= grid.seconds() - length(grid.seconds()); from++) {
            int[] stretch = stretch(grid, from);
            if (Arrays.stream(stretch).anyMatch(count -> count > 0)) {
                double[] quantiles = quantiles(grid, stretch);
                for (int index = 0; index < shares.length; index++) {
                    double level = Math.log(quantiles[index]);
                    fastest[index] = Math.min(fastest[index], level);
                    slowest[index] = Math.max(slowest[index], level);
                }
            }
        }
        return new Range(fastest, slowest);
    }

    private static int[] stretch(CountGrid grid, int from) {
        int[] stretch = new int[grid.bins()];
        grid.addRange(from, from + length(grid.seconds()), stretch);
        return stretch;
    }

    private double[] without(CountGrid grid, double at) {
        int length = length(grid.seconds());
        int from = (int) Math.round(at * (grid.seconds() - length));
        int[] left = Arrays.stream(grid.total()).mapToInt(Math::toIntExact).toArray();
        int[] stretch = stretch(grid, from);
        for (int bin = 0; bin < left.length; bin++) {
            left[bin] -= stretch[bin];
        }
        return quantiles(grid, left);
    }

    private double[] quantiles(CountGrid grid, int[] left) {
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
