package io.belastbar.chaos.dora.evidence;

import java.time.Duration;

/** Lengths of time in evidence, the same in both languages: {@code 4 h}, {@code 30 min 2 s}, {@code 940 ms}. */
public final class Spans {
    private Spans() {}

    /** Never shorter than it was: what is cut off below a millisecond counts as one. */
    public static String text(Duration span) {
        long millis = span.toMillis() + (span.toNanos() % 1_000_000 == 0 ? 0 : 1);
        if (millis < 1_000) {
            return millis + " ms";
        }
        StringBuilder text = new StringBuilder();
        add(text, millis / 3_600_000, "h");
        add(text, millis / 60_000 % 60, "min");
        add(text, millis / 1_000 % 60, "s");
        add(text, millis < 60_000 ? millis % 1_000 : 0, "ms");
        return text.toString();
    }

    private static void add(StringBuilder text, long count, String unit) {
        if (count > 0) {
            text.append(text.isEmpty() ? "" : " ").append(count).append(' ').append(unit);
        }
    }
}
