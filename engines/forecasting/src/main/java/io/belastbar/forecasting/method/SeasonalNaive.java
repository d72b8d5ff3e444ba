package io.belastbar.forecasting.method;

/** What was there one season ago, by the longest season that the history holds once. */
public record SeasonalNaive() implements Method {

    @Override
    public String name() {
        return "seasonal-naive";
    }

    @Override
    public boolean takes(int values, Seasons seasons) {
        return seasons.longestWithin(values) > 1;
    }

    @Override
    public double[] forecast(double[] history, Seasons seasons, int horizon) {
        int period = seasons.longestWithin(history.length);
        var forecast = new double[horizon];
        for (int i = 0; i < horizon; i++) {
            forecast[i] = history[history.length - period + i % period];
        }
        return forecast;
    }
}
