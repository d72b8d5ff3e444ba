package io.belastbar.forecasting.method.smoothing;

import io.belastbar.forecasting.method.Method;
import io.belastbar.forecasting.method.Seasons;

/**
 * Level, damped slope and one season by exponential smoothing (Winters 1960; the additive error form of Hyndman, Koehler, Ord, Snyder 2008,
 * 2.5). Takes the shortest season. Multiplicative where all values are positive: the additive form on their logarithms.
 *
 * @param multiplicative whether the season is a factor
 */
public record HoltWinters(boolean multiplicative) implements Method {

    private static final int TRIALS = 100;

    @Override
    public String name() {
        return multiplicative ? "holt-winters-multiplicative" : "holt-winters";
    }

    @Override
    public boolean takes(int values, Seasons seasons) {
        return !seasons.periods().isEmpty() && values >= 2 * seasons.periods().getFirst() + 4;
    }

    @Override
    public double[] forecast(double[] history, Seasons seasons, int horizon) {
        boolean logarithm = multiplicative;
        for (double value : history) {
            logarithm &= value > 0;
        }
        var values = history.clone();
        for (int i = 0; logarithm && i < values.length; i++) {
            values[i] = Math.log(values[i]);
        }
        double[] forecast = additive(values, seasons.periods().getFirst(), horizon);
        for (int i = 0; logarithm && i < horizon; i++) {
            forecast[i] = Math.exp(forecast[i]);
        }
        return forecast;
    }

    private static double[] additive(double[] values, int period, int horizon) {
        double[] found = Search.least(
                at -> run(values, period, at, new double[2 + period]),
                new double[] {0.2, 0.1, 0.1, 0.95},
                new double[] {0.001, 0.001, 0.001, 0.8},
                new double[] {0.9999, 0.9999, 0.9999, 0.98},
                TRIALS);
        var state = new double[2 + period];
        run(values, period, found, state);
        var forecast = new double[horizon];
        double way = 0;
        double step = 1;
        for (int i = 0; i < horizon; i++) {
            step *= found[3];
            way += step;
            forecast[i] = state[0] + way * state[1] + state[2 + (values.length + i) % period];
        }
        return forecast;
    }

    /** Leaves level, slope and seasons in the state. Returns the sum of squared errors of one step. */
    private static double run(double[] values, int period, double[] weights, double[] state) {
        start(values, period, state);
        double alpha = weights[0];
        double beta = alpha * weights[1];
        double gamma = (1 - alpha) * weights[2];
        double phi = weights[3];
        double level = state[0];
        double slope = state[1];
        double sum = 0;
        int phase = 2;
        for (double value : values) {
            double error = value - level - phi * slope - state[phase];
            sum += error * error;
            level += phi * slope + alpha * error;
            slope = phi * slope + beta * error;
            state[phase] += gamma * error;
            phase = phase + 1 == state.length ? 2 : phase + 1;
        }
        state[0] = level;
        state[1] = slope;
        return sum;
    }

    /** The first cycle's mean, the slope between the first two, and each phase's distance from its cycle's mean. */
    private static void start(double[] values, int period, double[] state) {
        double first = 0;
        double second = 0;
        for (int i = 0; i < period; i++) {
            first += values[i] / period;
            second += values[period + i] / period;
        }
        double slope = (second - first) / period;
        state[0] = first - slope * (period + 1) / 2;
        state[1] = slope;
        for (int i = 0; i < period; i++) {
            double here = values[i] - first - slope * (i - (period - 1) / 2.0);
            double next = values[period + i] - second - slope * (i - (period - 1) / 2.0);
            state[2 + i] = (here + next) / 2;
        }
    }
}
