package io.belastbar.forecasting.history;

import io.belastbar.forecasting.method.Seasons;
import java.time.Duration;
import java.util.stream.Stream;

/** After how many values a series may come back: a day, a week, a year, as far as it was seen at least twice. */
public final class Periods {

    private static final int SEEN_MIN = 2;

    private Periods() {}

    public static Seasons of(Duration step, int values) {
        return new Seasons(Stream.of(Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(365))
                .filter(span -> isSeason(step, span))
                .map(span -> Math.toIntExact(Math.round((double) span.toMillis() / step.toMillis())))
                .filter(period -> period >= 2 && SEEN_MIN * (long) period <= values)
                .toList());
    }

    /** A year is a season of days and weeks; of hours it would be 8,760 values. */
    private static boolean isSeason(Duration step, Duration span) {
        if (span.toDays() > 7) {
            return step.toDays() >= 1 && step.toDays() <= 31;
        }
        return span.toMillis() % step.toMillis() == 0;
    }
}
