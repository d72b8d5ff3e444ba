package io.belastbar.forecasting.method.smoothing;

import io.belastbar.forecasting.method.LeastSquares;
import io.belastbar.forecasting.method.Method;
import io.belastbar.forecasting.method.Seasons;

/**
 * The mean of the history's straight line and of the smoothed line of doubled curvature (Assimakopoulos, Nikolopoulos 2000), in the closed
 * form of Hyndman and Billah (2003): simple smoothing with a drift of half the slope.
 */
public record Theta() implements Method {

    @Override
    public String name() {
        return "theta";
    }

    @Override
    public boolean takes(int values, Seasons seasons) {
        return values >= 4;
    }

    @Override
    public double[] forecast(double[] history, Seasons seasons, int horizon) {
        int n = history.length;
        double[] line = new LeastSquares().forecast(history, Seasons.NONE, 2);
        double drift = (line[1] - line[0]) / 2;
        double alpha = SimpleSmoothing.alpha(history);
        double level = SimpleSmoothing.level(history, alpha);
        double behind = (1 - Math.pow(1 - alpha, n)) / alpha;
        var forecast = new double[horizon];
        for (int i = 0; i < horizon; i++) {
            forecast[i] = level + drift * (i + behind);
        }
        return forecast;
    }
}
