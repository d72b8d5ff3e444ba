package io.belastbar.forecasting.method.smoothing;

import io.belastbar.forecasting.method.Method;
import io.belastbar.forecasting.method.Seasons;

/**
 * Level and slope by exponential smoothing (Holt 1957), the slope fading if damped (Gardner, McKenzie 1985). In the form of Hyndman,
 * Koehler, Ord, Snyder (2008, 2.5): with the error e of one step, ℓ ← ℓ + φb + αe, b ← φb + βe. Weights by least squares of e.
 *
 * @param damped whether φ is sought below 1
 */
public record Holt(boolean damped) implements Method {

    private static final int TRIALS = 120;

    /** As the forecast package has it: a lower φ forgets the slope at once, a higher one is no damping. */
    private static final double LEAST_PHI = 0.8;

    private static final double MOST_PHI = 0.98;

    @Override
    public String name() {
        return damped ? "damped-holt" : "holt";
    }

    @Override
    public boolean takes(int values, Seasons seasons) {
        return values >= (damped ? 10 : 20);
    }

    @Override
    public double[] forecast(double[] history, Seasons seasons, int horizon) {
        double least = damped ? LEAST_PHI : 1;
        double most = damped ? MOST_PHI : 1;
        double[] start = start(history);
        double[] found = damped
                ? Search.least(
                        at -> run(history, start.clone(), at[0], at[0] * at[1], at[2]),
                        new double[] {0.3, 0.1, 0.95},
                        new double[] {0.001, 0.001, least},
                        new double[] {0.9999, 0.9999, most},
                        TRIALS)
                : Search.least(
                        at -> run(history, start.clone(), at[0], at[0] * at[1], 1),
                        new double[] {0.3, 0.1},
                        new double[] {0.001, 0.001},
                        new double[] {0.9999, 0.9999},
                        TRIALS);
        double phi = damped ? found[2] : 1;
        double[] state = start.clone();
        run(history, state, found[0], found[0] * found[1], phi);
        var forecast = new double[horizon];
        double way = 0;
        double step = 1;
        for (int i = 0; i < horizon; i++) {
            step *= phi;
            way += step;
            forecast[i] = state[0] + way * state[1];
        }
        return forecast;
    }

    /** Leaves the last level and slope in the state. Returns the sum of squared errors of one step. */
    private static double run(double[] values, double[] state, double alpha, double beta, double phi) {
        double level = state[0];
        double slope = state[1];
        double sum = 0;
        for (double value : values) {
            double error = value - level - phi * slope;
            sum += error * error;
            level += phi * slope + alpha * error;
            slope = phi * slope + beta * error;
        }
        state[0] = level;
        state[1] = slope;
        return sum;
    }

    /** The line through the first ten values, one step before them. */
    private static double[] start(double[] values) {
        int n = Math.min(10, values.length);
        double middle = (n - 1) / 2.0;
        double mean = 0;
        double product = 0;
        double spread = 0;
        for (int i = 0; i < n; i++) {
            mean += values[i] / n;
            product += (i - middle) * values[i];
            spread += (i - middle) * (i - middle);
        }
        double slope = product / spread;
        return new double[] {mean - slope * (middle + 1), slope};
    }
}
