package io.belastbar.budget.performance;

import io.belastbar.document.InvalidInput;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.util.Arrays;

/** The periods of a performance report. */
enum ReportPeriod {
    HOUR("1h", Duration.ofHours(1), new Sentence("the last hour", "der letzten Stunde")),
    DAY("24h", Duration.ofHours(24), new Sentence("the last 24 hours", "der letzten 24 Stunden")),
    WEEK("7d", Duration.ofDays(7), new Sentence("the last 7 days", "der letzten 7 Tage"));

    private final String key;
    private final Duration length;
    private final Sentence words;

    ReportPeriod(String key, Duration length, Sentence words) {
        this.key = key;
        this.length = length;
        this.words = words;
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

    String key() {
        return key;
    }

    Duration length() {
        return length;
    }

    /** As a sentence part. */
    Sentence words() {
        return words;
    }
}
