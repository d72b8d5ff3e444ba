package io.belastbar.budget.performance;

import io.belastbar.document.InvalidInput;
import java.time.Duration;
import java.util.Arrays;

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

    String key() {
        return key;
    }

    Duration length() {
        return length;
    }
}
