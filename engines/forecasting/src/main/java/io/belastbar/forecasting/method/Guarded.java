package io.belastbar.forecasting.method;

import java.util.Arrays;

/**
 * Another method, kept finite and bounded: of a longer history it sees the last {@link #VALUES_MOST} values, values of any size are scaled
 * before it sees them, equal ones go on as they are, and where its arithmetic fails or runs away the last value or the farthest that is
 * believed stands instead.
 *
 * @param inner what forecasts
 */
public record Guarded(Method inner) implements Method {

    /** Two years of hours. What lies before costs time and says little about what comes. */
    public static final int VALUES_MOST = 17_520;

    /** So many times the history's range, and as many more as the horizon is longer than the history, is the farthest that is believed. */
    private static final double FARTHEST = 3;

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public boolean takes(int values, Seasons seasons) {
        return inner.takes(values, seasons);
    }

    @Override
    public double[] forecast(double[] all, Seasons seasons, int horizon) {
        double[] history =
                all.length <= VALUES_MOST ? all : Arrays.copyOfRange(all, all.length - VALUES_MOST, all.length);
        var scale = Scale.of(history);
        double[] scaled = scale.down(history);
        double lowest = Arrays.stream(scaled).min().orElseThrow();
        double highest = Arrays.stream(scaled).max().orElseThrow();
        if (lowest == highest) {
            return new Naive().forecast(history, seasons, horizon);
        }
        double[] forecast = inner.forecast(scaled, seasons, horizon);
        double room = FARTHEST * (highest - lowest) * Math.max(1, (double) horizon / history.length);
        double last = scaled[scaled.length - 1];
        for (int i = 0; i < horizon; i++) {
            double believed = Math.clamp(forecast[i], lowest - room, highest + room);
            forecast[i] = Double.isFinite(believed) ? believed : last;
        }
        return scale.up(forecast);
    }
}
