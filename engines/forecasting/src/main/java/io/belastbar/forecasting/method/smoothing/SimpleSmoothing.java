package io.belastbar.forecasting.method.smoothing;

import io.belastbar.forecasting.method.Method;
import io.belastbar.forecasting.method.Seasons;
import java.util.Arrays;

/** The level by exponential smoothing, for ever (Brown 1959): ℓ ← ℓ + α·(y − ℓ), α by least squares of the errors of one step. */
public record SimpleSmoothing() implements Method {

    private static final int TRIALS = 40;

    @Override
    public String name() {
        return "simple-smoothing";
    }

    @Override
    public boolean takes(int values, Seasons seasons) {
        return values >= 4;
    }

    @Override
    public double[] forecast(double[] history, Seasons seasons, int horizon) {
        double alpha = alpha(history);
        var forecast = new double[horizon];
        Arrays.fill(forecast, level(history, alpha));
        return forecast;
    }

    /** The weight of the newest value. */
    static double alpha(double[] values) {
        return Search.least(
                at -> errors(values, at[0]), new double[] {0.3}, new double[] {0.01}, new double[] {0.9999}, TRIALS)[0];
    }

    private static double errors(double[] values, double alpha) {
        double level = start(values);
        double sum = 0;
        for (double value : values) {
            double error = value - level;
            sum += error * error;
            level += alpha * error;
        }
        return sum;
    }

    static double level(double[] values, double alpha) {
        double level = start(values);
        for (double value : values) {
            level += alpha * (value - level);
        }
        return level;
    }

    /** The mean of the first values. */
    private static double start(double[] values) {
        return Arrays.stream(values, 0, Math.min(4, values.length)).average().orElseThrow();
    }
}
