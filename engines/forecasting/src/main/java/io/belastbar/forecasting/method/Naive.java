package io.belastbar.forecasting.method;

import java.util.Arrays;

/** The last value, for ever: what every other method is measured against. Exact for a random walk. */
public record Naive() implements Method {

    public static final String NAME = "naive";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean takes(int values, Seasons seasons) {
        return values >= 1;
    }

    @Override
    public double[] forecast(double[] history, Seasons seasons, int horizon) {
        var forecast = new double[horizon];
        Arrays.fill(forecast, history[history.length - 1]);
        return forecast;
    }
}
