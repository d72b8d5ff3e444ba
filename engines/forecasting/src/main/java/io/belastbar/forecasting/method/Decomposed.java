package io.belastbar.forecasting.method;

import io.belastbar.forecasting.season.Decomposition;

/**
 * The seasons by MSTL, repeated as they were last, and another method for what is left without them (Bandara, Hyndman, Bergmeir 2021).
 *
 * @param inner for the seasonally adjusted values
 */
public record Decomposed(Method inner) implements Method {

    @Override
    public String name() {
        return "mstl-" + inner.name();
    }

    @Override
    public boolean takes(int values, Seasons seasons) {
        return !seasons.seenTimes(2, values).periods().isEmpty() && inner.takes(values, Seasons.NONE);
    }

    @Override
    public double[] forecast(double[] history, Seasons seasons, int horizon) {
        var periods = seasons.seenTimes(2, history.length).periods();
        var parts = Decomposition.of(history, periods);
        double[] forecast = inner.forecast(parts.adjusted(), Seasons.NONE, horizon);
        double[] season = parts.seasonAhead(periods, horizon);
        for (int i = 0; i < horizon; i++) {
            forecast[i] += season[i];
        }
        return forecast;
    }
}
