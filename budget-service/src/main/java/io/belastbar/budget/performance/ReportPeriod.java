package io.belastbar.budget.performance;

import io.belastbar.document.InvalidInput;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The periods of a performance report. */
enum ReportPeriod {
    HOUR("1h", Duration.ofHours(1)),
    DAY("24h", Duration.ofHours(24)),
    WEEK("7d", Duration.ofDays(7));

    private final String key;
    private final Duration length;

    ReportPeriod(String key, Duration length) {
        this.key = key;
        this.length = length;
    }

    /**
     * Reads a query parameter; null is an hour.
     *
     * @throws InvalidInput if it is none of them
     */
    static ReportPeriod of(String text) {
        return text == null
                ? HOUR
                : Arrays.stream(values())
                        .filter(period -> period.key.equals(text))
                        .findFirst()
                        .orElseThrow(() -> InvalidInput.of("period", "is one of 1h, 24h, 7d", text));
    }

    static ReportPeriod named(PerformanceReport report) {
        return of(report.reportPeriod());
    }

    /**
     * The end of the period that ends now: the minute in which the newest value came, so that a report stays the same while none
     * comes. Without a value within the period there is nothing to stand still for but the hour.
     */
    Instant endOf(List<Instant> newest, Instant now) {
        var thisMinute = after(now, ChronoUnit.MINUTES);
        return newest.stream()
                .filter(at -> at.isBefore(thisMinute) && at.isAfter(now.minus(length)))
                .max(Comparator.naturalOrder())
                .map(at -> after(at, ChronoUnit.MINUTES))
                .orElseGet(() -> after(now, ChronoUnit.HOURS));
    }

    private static Instant after(Instant at, ChronoUnit unit) {
        return at.truncatedTo(unit).plus(1, unit);
    }

    String key() {
        return key;
    }

    Duration length() {
        return length;
    }
}
