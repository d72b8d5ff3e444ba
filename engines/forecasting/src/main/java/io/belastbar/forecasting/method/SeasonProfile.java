package io.belastbar.forecasting.method;

import java.util.Arrays;

/**
 * The usual value of each hour of the week, at the level of the last week: the median, over the last cycles of the longest season, of a
 * value's distance from its cycle's median. Single bad weeks do not count.
 */
public record SeasonProfile() implements Method {

    /** So many of the last cycles count; older habits do not. */
    private static final int CYCLES = 8;

    @Override
    public String name() {
        return "season-profile";
    }

    @Override
    public boolean takes(int values, Seasons seasons) {
        return seasons.seenTimes(2, values).longestWithin(values) > 1;
    }

    @Override
    public double[] forecast(double[] history, Seasons seasons, int horizon) {
        int n = history.length;
        int period = seasons.seenTimes(2, n).longestWithin(n);
        int cycles = Math.min(CYCLES, n / period);
        var middles = new double[cycles];
        for (int cycle = 0; cycle < cycles; cycle++) {
            middles[cycle] = TheilSen.median(Arrays.copyOfRange(history, n - (cycle + 1) * period, n - cycle * period));
        }
        var profile = new double[period];
        var distances = new double[cycles];
        for (int phase = 0; phase < period; phase++) {
            for (int cycle = 0; cycle < cycles; cycle++) {
                distances[cycle] = history[n - (cycle + 1) * period + phase] - middles[cycle];
            }
            profile[phase] = middles[0] + TheilSen.median(distances.clone());
        }
        var forecast = new double[horizon];
        for (int i = 0; i < horizon; i++) {
            forecast[i] = profile[i % period];
        }
        return forecast;
    }
}
