package io.belastbar.forecasting.method;

import java.util.List;

/**
 * After how many values a series comes back.
 *
 * @param periods in values, the shortest first: 24 and 168 of hourly ones. Empty without seasons
 */
public record Seasons(List<Integer> periods) {

    public static final Seasons NONE = new Seasons(List.of());

    public Seasons {
        periods = List.copyOf(periods);
        int before = 1;
        for (int period : periods) {
            if (period <= before) {
                throw new IllegalArgumentException("periods rise and are at least 2: was " + periods);
            }
            before = period;
        }
    }

    public static Seasons of(Integer... periods) {
        return new Seasons(List.of(periods));
    }
}
