package io.belastbar.forecasting.method;

/** The line through the first and the last value. Exact for a random walk with drift (Hyndman, Athanasopoulos 2021, 5.2). */
public record Drift() implements Method {

    @Override
    public String name() {
        return "drift";
    }

    @Override
    public boolean takes(int values, Seasons seasons) {
        return values >= 2;
    }

    @Override
    public double[] forecast(double[] history, Seasons seasons, int horizon) {
        int last = history.length - 1;
        double slope = (history[last] - history[0]) / last;
        var forecast = new double[horizon];
        for (int i = 0; i < horizon; i++) {
            forecast[i] = history[last] + slope * (i + 1);
        }
        return forecast;
    }
}
