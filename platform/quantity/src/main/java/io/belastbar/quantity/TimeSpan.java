package io.belastbar.quantity;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/**
 * A length of time, zero or more, exact to the nanosecond: {@code 100ms}, {@code 1.5 s}, {@code 1m30s}.
 *
 * @param nanos nanoseconds
 */
public record TimeSpan(long nanos) implements Quantity, Comparable<TimeSpan> {

    private static final String RULE =
            "a duration is a number and one of ns, us, µs, ms, s, sec, m, min, h, d, w, as in 100ms or 1m30s; or the"
                    + " word in full";
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    public TimeSpan {
        if (nanos < 0) {
            throw new InvalidQuantity("a duration is zero or more", nanos + " ns");
        }
    }

    /**
     * Reads a duration of one or more parts, as in {@code 1m30s}; finer than a nanosecond is refused, as is a bare
     * number. {@code m} is minutes; {@code M} is refused, because elsewhere it means months.
     */
    public static TimeSpan parse(CharSequence text) {
        var nanos = BigDecimal.ZERO;
        for (var part : NumberWithUnit.parts(text, RULE)) {
            var nanosPerUnit = BigDecimal.valueOf(nanosPer(part.unit(), text));
            nanos = nanos.add(part.number().multiply(nanosPerUnit));
        }
        try {
            return new TimeSpan(nanos.longValueExact());
        } catch (ArithmeticException notRepresentable) {
            throw new InvalidQuantity("a duration is a whole number of nanoseconds below 292 years", text.toString());
        }
    }

    private static long nanosPer(String unit, CharSequence text) {
        return switch (unit.equals("M") ? unit : unit.toLowerCase(Locale.ROOT)) {
            case "ns" -> 1L;
            case "us", "µs", "μs" -> 1_000L;
            case "ms" -> NANOS_PER_MILLI;
            case "s", "sec", "second", "seconds", "sekunde", "sekunden" -> NANOS_PER_SECOND;
            case "m", "min", "minute", "minutes", "minuten" -> 60 * NANOS_PER_SECOND;
            case "h", "hour", "hours", "stunde", "stunden" -> 3_600 * NANOS_PER_SECOND;
            case "d", "day", "days", "tag", "tage" -> 86_400 * NANOS_PER_SECOND;
            case "w", "week", "weeks", "woche", "wochen" -> 7 * 86_400 * NANOS_PER_SECOND;
            default -> throw new InvalidQuantity(RULE, text.toString());
        };
    }

    public double millis() {
        return (double) nanos / NANOS_PER_MILLI;
    }

    public Duration toDuration() {
        return Duration.ofNanos(nanos);
    }

    @Override
    public double magnitude() {
        return nanos;
    }

    /** Milliseconds below a minute, because that is how latencies are compared; seconds from there. */
    @Override
    public String text() {
        var minuteOrMore = nanos >= 60 * NANOS_PER_SECOND;
        var value = BigDecimal.valueOf(nanos, minuteOrMore ? 9 : 6);
        return NumberWithUnit.plain(value) + (minuteOrMore ? " s" : " ms");
    }

    @Override
    public int compareTo(TimeSpan other) {
        return Long.compare(nanos, other.nanos);
    }
}
