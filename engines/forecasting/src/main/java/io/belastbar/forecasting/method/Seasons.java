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

    /** Those of which that many values hold so many cycles. */
    public Seasons seenTimes(int cycles, int values) {
        return new Seasons(periods.stream()
                .filter(period -> (long) period * cycles <= values)
                .toList());
    }

    /** The longest of at most that many values; 1 if there is none. */
    public int longestWithin(int values) {
        return periods.stream()
                .mapToInt(Integer::intValue)
                .filter(period -> period <= values)
                .max()
                .orElse(1);
    }
}
