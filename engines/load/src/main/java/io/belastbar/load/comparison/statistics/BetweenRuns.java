package io.belastbar.load.comparison.statistics;

import java.util.List;

/**
 * How far whole runs of one unchanged target lie apart. The seconds of one run do not show it: memory is laid out once,
 * a neighbour is there or not, caches are warm or not, for the whole run. Two runs alone cannot tell it from a
 * difference; earlier runs of the same scenario can.
 *
 * <p>Without any, runs are taken to lie 2 % apart (standard deviation of the logarithm, beyond what their seconds show),
 * known no better than from five runs. Earlier runs outweigh that as they grow more: a conjugate (scaled inverse
 * chi-squared) prior, as in Gelman et al., "Bayesian Data Analysis", section 2.6. The earlier runs' variance comes from
 * the squares of successive differences (von Neumann et al., "The mean square successive difference", 1941), so that
 * one change of the target among them does not count as noise for ever.
 */
public final class BetweenRuns {

    /** Nothing but what the seconds of both runs show; to examine the bootstrap by itself. */
    public static final BetweenRuns NONE = new BetweenRuns(0, List.of());

    /** Without earlier runs. */
    public static final BetweenRuns ASSUMED = of(List.of());

    private static final double ASSUMED_DEVIATION = 0.02;
    private static final double ASSUMED_DEGREES = 4;

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
        double degrees = degrees(known.length);
        double assumed = ASSUMED_DEGREES * (assumedVariance + within / 2);
        double whole = 2 * (assumed + degrees * successive(known)) / (ASSUMED_DEGREES + degrees);
        return new Spread(Math.sqrt(Math.max(0, whole - within)), ASSUMED_DEGREES + degrees);
    }

    /** What the mean square successive difference of so many independent values is worth. */
    private static double degrees(int runs) {
        return runs < 2 ? 0 : 2.0 * (runs - 1) * (runs - 1) / (3.0 * runs - 4);
    }

    private static double successive(double[] values) {
        double sum = 0;
        for (int index = 1; index < values.length; index++) {
            double step = values[index] - values[index - 1];
            sum += step * step;
        }
        return values.length < 2 ? 0 : sum / 2 / (values.length - 1);
    }

    /** The spread of single runs that is reckoned with at this quantile, as a share; beyond what seconds show. */
    public double share(int index, double within) {
        return Math.expm1(beyond(index, within).deviation() / Math.sqrt(2));
    }
}
