package io.belastbar.load.comparison.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far whole runs of one unchanged target lie apart. The seconds of one run do not show it: memory is laid out once,
 * a neighbour is there or not, caches are warm or not, for the whole run. Two runs alone cannot tell it from a
 * difference; earlier runs of the same scenario can.
 *
 * <p>Without any, runs are taken to lie 2 % apart (standard deviation of the logarithm, beyond what their seconds show),
 * known no better than from five runs. Earlier runs outweigh that as they grow more: a conjugate (scaled inverse
 * chi-squared) prior, as in Gelman et al., "Bayesian Data Analysis", section 2.6. The earlier runs' variance comes from
 * the squares of successive differences (von Neumann et al., "The mean square successive difference", 1941). Runs that
 * were really slower, and a change of the target among them, are no noise: a run far from the median is left out, and
 * so is a step far larger than the usual one (median absolute deviation; Rousseeuw and Croux, "Alternatives to the
 * Median Absolute Deviation", 1993). Where half of the runs lie apart, nothing is left out.
 */
public final class BetweenRuns {

    /** Nothing but what the seconds of both runs show; to examine the bootstrap by itself. */
    public static final BetweenRuns NONE = new BetweenRuns(0, List.of());

    /** Without earlier runs. */
    public static final BetweenRuns ASSUMED = of(List.of());

    private static final double ASSUMED_DEVIATION = 0.02;
    private static final double ASSUMED_DEGREES = 4;
    // Of the normal distribution: its standard deviation by its median absolute deviation.
    private static final double BY_MEDIAN = 1.4826;
    private static final double FAR_DEVIATIONS = 5;
    // Ten times what is assumed: few runs may all lie together by chance, and then their deviation says nothing.
    private static final double FAR_MIN = 10 * ASSUMED_DEVIATION;
    // 97.5 % quantile of Student's t with the assumed degrees of freedom.
    private static final double ASSUMED_STUDENT = 2.776;

    private final double assumedVariance;
    private final List<double[]> earlier;

    private BetweenRuns(double assumedVariance, List<double[]> earlier) {
        this.assumedVariance = assumedVariance;
        this.earlier = List.copyOf(earlier);
    }

    /**
     * As earlier runs show it.
     *
     * @param logQuantiles of each run, oldest first: the logarithm of each compared quantile; NaN where a run had too few
     *     requests for it
     */
    public static BetweenRuns of(List<double[]> logQuantiles) {
        return new BetweenRuns(ASSUMED_DEVIATION * ASSUMED_DEVIATION, logQuantiles);
    }

    /** How many earlier runs tell it; fewer than two tell nothing. */
    public int runs() {
        return earlier.size();
    }

    /** One quantile's spread between two runs, and how well it is known. */
    record Spread(double deviation, double degrees) {}

    /**
     * What must come on top of what the seconds of both runs show.
     *
     * @param index of the quantile
     * @param within variance of the difference's logarithm, of both runs together, as their seconds show it
     */
    Spread beyond(int index, double within) {
        if (assumedVariance == 0) {
            return new Spread(0, ASSUMED_DEGREES);
        }
        double[] known = earlier.stream()
                .mapToDouble(quantiles -> quantiles[index])
                .filter(Double::isFinite)
                .toArray();
        double[] steps = usual(steps(usual(known, median(known))), 0);
        double degrees = degrees(steps.length + 1);
        double assumed = ASSUMED_DEGREES * (assumedVariance + within / 2);
        double whole = 2 * (assumed + degrees * halfMeanSquare(steps)) / (ASSUMED_DEGREES + degrees);
        return new Spread(Math.sqrt(Math.max(0, whole - within)), ASSUMED_DEGREES + degrees);
    }

    /** What the mean square successive difference of so many independent values is worth. */
    private static double degrees(int runs) {
        return runs < 2 ? 0 : 2.0 * (runs - 1) * (runs - 1) / (3.0 * runs - 4);
    }

    /** Those that do not lie far from the centre, in their order. */
    private static double[] usual(double[] values, double centre) {
        double typical = median(
                Arrays.stream(values).map(value -> Math.abs(value - centre)).toArray());
        double far = Math.max(FAR_MIN, FAR_DEVIATIONS * BY_MEDIAN * typical);
        return Arrays.stream(values)
                .filter(value -> Math.abs(value - centre) <= far)
                .toArray();
    }

    private static double[] steps(double[] values) {
        return IntStream.range(1, values.length)
                .mapToDouble(index -> values[index] - values[index - 1])
                .toArray();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        if (sorted.length % 2 == 1) {
            return sorted[middle];
        }
        return sorted.length == 0 ? 0 : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double halfMeanSquare(double[] steps) {
        return Arrays.stream(steps).map(step -> step * step / 2).average().orElse(0);
    }

    /**
     * Whether only the earlier runs speak against a change: it would stand out if runs lay as far apart as is assumed
     * without them, and they lie further apart than that.
     *
     * @param change of the logarithm
     * @param within as in {@link #beyond}
     */
    boolean hides(int index, double change, double within) {
        double assumed = 2 * assumedVariance;
        double deviation = beyond(index, within).deviation();
        return deviation * deviation > assumed && Math.abs(change) > ASSUMED_STUDENT * Math.sqrt(within + assumed);
    }

    /** The spread of single runs that is reckoned with at this quantile, as a share; beyond what seconds show. */
    public double share(int index, double within) {
        return Math.expm1(beyond(index, within).deviation() / Math.sqrt(2));
    }
}
