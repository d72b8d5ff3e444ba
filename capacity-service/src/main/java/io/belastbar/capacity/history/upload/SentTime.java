package io.belastbar.capacity.history.upload;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * A moment as somebody wrote it (ISO 8601): with an offset, or by the clock on the wall.
 *
 * @param micros since 1970; of a local time, as if the clock showed UTC
 * @param local whether only the zone says which moment it is
 */
record SentTime(long micros, boolean local) {

    static final String RULE =
            "a moment such as 2026-11-01T00:00:00Z or 2026-11-01T01:00:00+01:00, or a local time such as 2026-11-01T01:00";

    private static final int DATE_LENGTH = 10;
    private static final int OFFSET_FROM = 16;
    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .toFormatter();

    /** Reads one; empty if it is none. */
    static Optional<SentTime> parse(String text) {
        try {
            var written = text.strip();
            if (written.length() == DATE_LENGTH) {
                return Optional.of(local(LocalDate.parse(written).atStartOfDay()));
            }
            var joined = written.length() > DATE_LENGTH && written.charAt(DATE_LENGTH) == ' '
                    ? written.substring(0, DATE_LENGTH) + 'T' + written.substring(DATE_LENGTH + 1)
                    : written;
            return Optional.of(
                    hasOffset(joined)
                            ? new SentTime(micros(OffsetDateTime.parse(joined).toInstant()), false)
                            : local(LocalDateTime.parse(joined, LOCAL)));
        } catch (DateTimeParseException | ArithmeticException none) {
            return Optional.empty();
        }
    }

    /** The rule that a local time breaks in a zone: it comes twice there, or never; empty if it does not. */
    static Optional<String> ambiguous(long localMicros, ZoneId zone) {
        var local = LocalDateTime.ofInstant(instant(localMicros), ZoneOffset.UTC);
        var transition = zone.getRules().getTransition(local);
        return transition == null ? Optional.empty() : Optional.of(rule(transition, zone));
    }

    /** The moment of a local time that is not {@link #ambiguous}. */
    static long inZone(long localMicros, ZoneId zone) {
        return micros(LocalDateTime.ofInstant(instant(localMicros), ZoneOffset.UTC)
                .atZone(zone)
                .toInstant());
    }

    private static String rule(ZoneOffsetTransition transition, ZoneId zone) {
        return transition.isGap()
                ? "the clock in " + zone + " never shows this time: it skips from " + transition.getDateTimeBefore()
                        + " to " + transition.getDateTimeAfter()
                : "the clock in " + zone + " shows this time twice; say which with its offset, "
                        + transition.getOffsetBefore() + " or " + transition.getOffsetAfter();
    }

    private static boolean hasOffset(String text) {
        var rest = text.substring(Math.min(text.length(), OFFSET_FROM));
        return rest.endsWith("Z") || rest.endsWith("z") || rest.indexOf('+') >= 0 || rest.indexOf('-') >= 0;
    }

    private static SentTime local(LocalDateTime local) {
        return new SentTime(micros(local.toInstant(ZoneOffset.UTC)), true);
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
