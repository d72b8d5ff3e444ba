package io.belastbar.forecasting.limit;

import java.util.Arrays;

/**
 * In what a series is fitted: as it is, or as logarithms, so that growth by a share of what is there is a line. Scaled by the mean absolute change
 * from a value to the next, so that the models' numbers are about 1.
 *
 * @param logarithm of the distance from 0
 * @param sign of all values
 * @param scale in the values' unit, or in that of logarithms
 * @param density logarithm of what makes likelihoods of different units comparable: of the transform's derivative, over all values but two
 */
record Unit(boolean logarithm, double sign, double scale, double density) {

    /** Logarithms of less than that share of the largest say more of what is small than of growth. */
    private static final double LEAST = 1e-3;

    static Unit linear(double[] values) {
        double scale = scale(values);
        long count = Arrays.stream(values).filter(Double::isFinite).count();
        return new Unit(false, 1, scale, -Math.log(scale) * Math.max(0, count - 2));
    }

    static boolean hasLogarithms(double[] values) {
        double[] known = Arrays.stream(values).filter(Double::isFinite).toArray();
        double min = Arrays.stream(known).min().orElse(0);
        double max = Arrays.stream(known).max().orElse(0);
        return min > 0 && min > LEAST * max || max < 0 && max < LEAST * min;
    }

    /** @param values all on one side of 0 */
    static Unit logarithm(double[] values) {
        double sign = Math.signum(values[values.length - 1]);
        double[] logs =
                Arrays.stream(values).map(value -> Math.log(sign * value)).toArray();
        double scale = scale(logs);
        double density = Arrays.stream(logs)
                .filter(Double::isFinite)
                .skip(2)
                .map(log -> -Math.log(scale) - log)
                .sum();
        return new Unit(true, sign, scale, density);
    }

    double[] of(double[] values) {
        return Arrays.stream(values)
                .map(value -> (logarithm ? Math.log(sign * value) : value) / scale)
                .toArray();
    }

    double back(double scaled) {
        return logarithm ? sign * Math.exp(scale * scaled) : scale * scaled;
    }

    /** Of a drift at a level, in the values' unit. */
    double slope(double level, double drift) {
        return logarithm ? back(level) * scale * drift : scale * drift;
    }

    private static double scale(double[] values) {
        double sum = 0;
        int count = 0;
        double before = Double.NaN;
        for (double value : values) {
            if (!Double.isNaN(value) && !Double.isNaN(before)) {
                sum += Math.abs(value - before);
                count++;
            }
            before = value;
        }
        return sum > 0 ? sum / count : 1;
    }
}
