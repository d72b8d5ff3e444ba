package io.belastbar.forecasting.interval;

import java.util.Arrays;

/**
 * How large errors are by the number of steps ahead: a·h^b, fitted by least squares to the logarithms of the mean absolute errors, each horizon
 * weighed by how many errors it has. Beyond the horizons that were seen it goes on.
 *
 * @param a the mean absolute error of one step; 0 if all errors are
 * @param b how it grows, from 0 to {@link #GROWTH_MAX}
 */
public record ErrorScale(double a, double b) {

    /** A wrong slope's error grows as the horizon; nothing that is forecast here grows faster. */
    public static final double GROWTH_MAX = 1;

    /** @param errors by origin and by step ahead from 1; NaN where there is none */
    public static ErrorScale of(double[][] errors) {
        int longest = Arrays.stream(errors).mapToInt(row -> row.length).max().orElse(0);
        double weights = 0;
        double meanX = 0;
        double meanY = 0;
        double[] means = new double[longest];
        int[] counts = new int[longest];
        for (int h = 0; h < longest; h++) {
            for (double[] row : errors) {
                if (h < row.length && !Double.isNaN(row[h])) {
                    means[h] += Math.abs(row[h]);
                    counts[h]++;
                }
            }
            means[h] = counts[h] == 0 ? 0 : means[h] / counts[h];
            if (means[h] > 0) {
                double weight = weight(counts[h], h);
                weights += weight;
                meanX += weight * Math.log(h + 1.0);
                meanY += weight * Math.log(means[h]);
            }
        }
        if (weights == 0) {
            return new ErrorScale(0, 0);
        }
        return fitted(means, counts, meanX / weights, meanY / weights);
    }

    public double at(int ahead) {
        return a * Math.pow(ahead, b);
    }

    private static ErrorScale fitted(double[] means, int[] counts, double meanX, double meanY) {
        double product = 0;
        double square = 0;
        for (int h = 0; h < means.length; h++) {
            if (means[h] > 0) {
                double x = Math.log(h + 1.0) - meanX;
                product += weight(counts[h], h) * x * (Math.log(means[h]) - meanY);
                square += weight(counts[h], h) * x * x;
            }
        }
        double b = square == 0 ? 0.5 : Math.clamp(product / square, 0, GROWTH_MAX);
        return new ErrorScale(Math.exp(meanY - b * meanX), b);
    }

    /** Horizons are as dense in their logarithm as they are far. */
    private static double weight(int count, int h) {
        return count / (h + 1.0);
    }
}
