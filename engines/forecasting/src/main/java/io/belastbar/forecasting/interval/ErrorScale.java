package io.belastbar.forecasting.interval;

import java.util.Arrays;

/**
 * How large errors are by the number of steps ahead: a·h^b, fitted by least squares to the logarithms of the mean absolute errors. Errors so far
 * ahead that their stretches overlap count as many as fit side by side. Beyond the horizons that were seen it goes on.
 *
 * @param a the mean absolute error of one step; 0 if all errors are
 * @param b how it grows, from 0 to {@link #GROWTH_MAX}
 */
public record ErrorScale(double a, double b) {

    /** A wrong slope's error grows as the horizon; nothing that is forecast here grows faster. */
    public static final double GROWTH_MAX = 1;

    /** Of what is only chance, errors grow as the root of the horizon: what few errors are held to. */
    private static final double GROWTH_OF_CHANCE = 0.5;

    /** How much that weighs: as it does where b is known to a quarter, and log |error| deviates by 3/4. */
    private static final double CHANCE_WEIGHT = 9;

    /** Half the variance of log |error|: by so much the logarithm of one error lies below that of their mean. */
    private static final double LOG_BIAS = 0.28;

    /**
     * @param errors by origin and by step ahead from 1; NaN where there is none
     * @param apart how many values lie between an origin and the next
     */
    public static ErrorScale of(double[][] errors, double apart) {
        int longest = Arrays.stream(errors).mapToInt(row -> row.length).max().orElse(0);
        double[] logs = new double[longest];
        double[] weights = new double[longest];
        for (int h = 0; h < longest; h++) {
            double sum = 0;
            int count = 0;
            for (double[] row : errors) {
                if (h < row.length && !Double.isNaN(row[h])) {
                    sum += Math.abs(row[h]);
                    count++;
                }
            }
            weights[h] = sum == 0 ? 0 : count * Math.min(1, apart / (h + 1));
            logs[h] = sum == 0 ? 0 : Math.log(sum / count) + LOG_BIAS / Math.max(1, weights[h]);
        }
        return fitted(logs, weights);
    }

    public double at(int ahead) {
        return a * Math.pow(ahead, b);
    }

    private static ErrorScale fitted(double[] logs, double[] weights) {
        double all = Arrays.stream(weights).sum();
        if (all == 0) {
            return new ErrorScale(0, 0);
        }
        double meanX = 0;
        double meanY = 0;
        for (int h = 0; h < logs.length; h++) {
            meanX += weights[h] * Math.log(h + 1.0) / all;
            meanY += weights[h] * logs[h] / all;
        }
        double product = CHANCE_WEIGHT * GROWTH_OF_CHANCE;
        double square = CHANCE_WEIGHT;
        for (int h = 0; h < logs.length; h++) {
            double x = Math.log(h + 1.0) - meanX;
            product += weights[h] * x * (logs[h] - meanY);
            square += weights[h] * x * x;
        }
        double b = Math.clamp(product / square, 0, GROWTH_MAX);
        return new ErrorScale(Math.exp(meanY - b * meanX), b);
    }
}
