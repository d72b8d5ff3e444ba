package io.belastbar.change.fit;

import java.util.Arrays;
import java.util.List;

/**
 * How much a value depends on those before it: x(t) = Σ φ(j)·x(t − j) + an innovation. By the method of Burg, "Maximum entropy
 * spectral analysis" (1975), whose models are always stationary.
 *
 * @param coefficients φ(1), φ(2), …; empty for independent values
 * @param innovation variance of what the values before do not tell, in squares of the values' unit
 * @param variance of the deviations themselves
 * @param values how many there were
 * @param cost twice the negative logarithm of the likelihood, but for a constant, and the price of the coefficients
 */
public record AutoRegression(List<Double> coefficients, double innovation, double variance, int values, double cost) {

    private static final int ORDER_MAX = 6;

    /** Of what is constant nothing can be told: no variance counts as less, where the whole series has about 1. */
    private static final double VARIANCE_MIN = 1e-6;

    /** Fewer values for each coefficient tell nothing of it. */
    private static final int VALUES_PER_COEFFICIENT = 8;

    /** Akaike, "A new look at the statistical model identification", IEEE Trans. Autom. Control 19 (1974). */
    private static final double AKAIKE = 2;

    /** Of what remembers that much more coefficients would be the continuation of a line, which is a trend and no dependence. */
    private static final double MEMORY_MAX = 0.97;

    private static final double SUM_MAX = 0.99;

    /** The first coefficient is taken if it makes the deviations likelier at all, further ones for the price of Schwarz. */
    static AutoRegression likeliest(double[] deviations) {
        return of(deviations, AKAIKE);
    }

    /** Coefficients that are hardly there are none: Schwarz, "Estimating the dimension of a model", Ann. Statist. 6 (1978). */
    static AutoRegression surest(double[] deviations) {
        return of(deviations, schwarz(deviations.length));
    }

    /** @param deviations from a fit, with the mean 0 */
    private static AutoRegression of(double[] deviations, double priceOfFirst) {
        int n = deviations.length;
        double[] forward = deviations.clone();
        double[] backward = deviations.clone();
        double variance = Math.max(VARIANCE_MIN, squares(deviations) / Math.max(1, n));
        double innovation = variance;
        double[] coefficients = {};
        var best = new AutoRegression(List.of(), innovation, variance, n, n * Math.log(innovation));
        for (int order = 1; order <= Math.min(ORDER_MAX, n / VALUES_PER_COEFFICIENT); order++) {
            double reflection = reflection(forward, backward, order);
            coefficients = extended(coefficients, reflection);
            innovation = Math.max(VARIANCE_MIN, innovation * (1 - reflection * reflection));
            step(forward, backward, order, reflection);
            double cost = n * Math.log(innovation) + priceOfFirst + (order - 1) * schwarz(n);
            if (cost < best.cost) {
                best = new AutoRegression(Arrays.stream(coefficients).boxed().toList(), innovation, variance, n, cost);
            }
            if (order == 1 && reflection > MEMORY_MAX) {
                return best;
            }
        }
        return best;
    }

    private static double schwarz(int n) {
        return Math.log(Math.max(2, n));
    }

    /**
     * By how much the variance of the difference between the means of two neighbouring stretches is larger than if all values were
     * independent: Σ over both of (1 + 2·Σ(1 − k/n)·ρ(k))/n, over Σ 1/n, where ρ(k) = s^k, and s is that of the autoregression of order 1 with the same spectral density at 0. 1 at
     * least: values that alternate are not taken for better than independent ones.
     *
     * @param before how many values the first stretch has
     * @param after how many the second has
     * @param means how many means were taken from the series before; each makes the dependence look smaller than it is, the sum by
     *     (1 + 3·s)/n (Marriott and Pope, Biometrika 41 (1954))
     */
    public double inflation(int before, int after, int means) {
        double gain = 1 - coefficients.stream().mapToDouble(Double::doubleValue).sum();
        double longRun = innovation / variance / (gain * gain);
        if (longRun <= 1) {
            return 1;
        }
        double sum = (longRun - 1) / (longRun + 1);
        double unbiased = Math.min(SUM_MAX, sum + means * (1 + 3 * sum) / values);
        double dependent = ofMean(before, unbiased) + ofMean(after, unbiased);
        return Math.max(1, dependent / (1.0 / before + 1.0 / after));
    }

    private static double ofMean(int n, double lag) {
        double sum = 1;
        double correlation = 1;
        for (int k = 1; k < n; k++) {
            correlation *= lag;
            sum += 2 * (1 - (double) k / n) * correlation;
        }
        return sum / n;
    }

    private static double reflection(double[] forward, double[] backward, int order) {
        double product = 0;
        double power = 0;
        for (int t = order; t < forward.length; t++) {
            product += forward[t] * backward[t - 1];
            power += forward[t] * forward[t] + backward[t - 1] * backward[t - 1];
        }
        return power == 0 ? 0 : 2 * product / power;
    }

    /** Levinson's recursion. */
    private static double[] extended(double[] coefficients, double reflection) {
        int order = coefficients.length + 1;
        double[] next = new double[order];
        for (int j = 0; j < order - 1; j++) {
            next[j] = coefficients[j] - reflection * coefficients[order - 2 - j];
        }
        next[order - 1] = reflection;
        return next;
    }

    private static void step(double[] forward, double[] backward, int order, double reflection) {
        for (int t = forward.length - 1; t >= order; t--) {
            double ahead = forward[t];
            forward[t] = ahead - reflection * backward[t - 1];
            backward[t] = backward[t - 1] - reflection * ahead;
        }
    }

    private static double squares(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }
}
