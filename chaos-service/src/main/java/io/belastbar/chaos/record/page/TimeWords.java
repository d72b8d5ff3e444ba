package io.belastbar.chaos.record.page;

import io.belastbar.report.ReportLanguage;
import java.time.Duration;
import java.util.Optional;

/** Lengths of time as people write them: {@code 200 ms}, {@code 41 s}, {@code 30 min}, {@code 4 h 10 min}. */
final class TimeWords {
    private static final double NANOS = 1e9;
    private static final Duration SECONDS_BELOW = Duration.ofMinutes(2);
    private static final Duration MINUTES_BELOW = Duration.ofHours(2);

    private final ReportLanguage language;

    TimeWords(ReportLanguage language) {
        this.language = language;
    }

    String length(Duration time) {
        if (time.isZero()) {
            return "0 s";
        }
        if (time.compareTo(Duration.ofSeconds(1)) < 0) {
            return language.number(time.toNanos() / 1e6) + " ms";
        }
        if (time.compareTo(SECONDS_BELOW) < 0) {
            return language.number(seconds(time)) + " s";
        }
        boolean minutes = time.compareTo(MINUTES_BELOW) < 0;
        long unit = minutes ? 1 : 60;
        long rounded = Math.round(seconds(time) / unit);
        String more = rounded % 60 == 0 ? "" : " " + rounded % 60 + (minutes ? " s" : " min");
        return language.count(rounded / 60) + (minutes ? " min" : " h") + more;
    }

    /** Beside its target: never rounded onto it. */
    String beside(Duration time, Duration target) {
        String text = length(time);
        return time.equals(target) || !text.equals(length(target)) ? text : exact(time);
    }

    private String exact(Duration time) {
        return language.number(seconds(time), 3) + " s";
    }

    /** With what it may be wrong by, in its own unit. */
    String bounded(Duration time, Optional<Duration> bound, Optional<Duration> target) {
        String text = target.map(wanted -> beside(time, wanted)).orElseGet(() -> length(time));
        return text
                + bound.map(wrong -> " ± "
                                + (time.compareTo(Duration.ofSeconds(1)) >= 0
                                                && wrong.compareTo(Duration.ofSeconds(1)) < 0
                                        ? language.number(seconds(wrong)) + " s"
                                        : length(wrong)))
                        .orElse("");
    }

    /** {@code T+5:00}, as runbooks write it. */
    static String offset(Duration after) {
        Duration size = after.abs();
        return "T%s%d:%02d".formatted(after.isNegative() ? "-" : "+", size.toMinutes(), size.toSecondsPart());
    }

    private static double seconds(Duration time) {
        return time.toNanos() / NANOS;
    }
}
