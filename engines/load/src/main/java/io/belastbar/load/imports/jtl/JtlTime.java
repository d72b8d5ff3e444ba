package io.belastbar.load.imports.jtl;

import io.belastbar.load.imports.source.FieldFault;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a sample began, in any form that JMeter's {@code timestamp_format} is set to in practice. A date of which day and
 * month cannot be told apart is refused: a run would be moved by months.
 */
final class JtlTime {

    private static final String COLUMN = "timeStamp";
    private static final long MILLIS_MAX = 1L << 43;
    private static final long SECONDS_MIN = 1_000_000_000L;
    private static final long SECONDS_MAX = 100_000_000_000L;
    private static final Pattern WHOLE = Pattern.compile("\\d+");
    private static final Pattern DECIMAL = Pattern.compile("\\d+[.,]\\d+");
    private static final Pattern EXPONENT = Pattern.compile("\\d(?:[.,](\\d+))?[eE]\\+?1[0-2]");
    private static final int MILLIS_DIGITS_AFTER_POINT = 12;
    private static final Pattern TIME_ONLY = Pattern.compile("\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?");
    private static final List<DateTimeFormatter> CLEAR = List.of(
            format("uuuu/MM/dd HH:mm:ss"),
            format("uuuu-MM-dd HH:mm:ss"),
            format("dd.MM.uuuu HH:mm:ss"),
            format("uuuu/MM/dd'T'HH:mm:ss"),
            format("uuuu-MM-dd'T'HH:mm:ss"),
            format("uuuuMMdd'T'HHmmss"),
            format("uuuuMMdd HHmmss"));
    private static final List<DateTimeFormatter> AMBIGUOUS = List.of(
            format("MM/dd/uu HH:mm:ss"),
            format("dd/MM/uu HH:mm:ss"),
            format("uu/MM/dd HH:mm:ss"),
            format("MM/dd/uuuu HH:mm:ss"),
            format("dd/MM/uuuu HH:mm:ss"),
            format("MM-dd-uuuu HH:mm:ss"),
            format("dd-MM-uuuu HH:mm:ss"));

    private boolean withoutZone;
    private boolean rounded;

    /** Milliseconds since 1970. */
    long millis(JtlFields fields) {
        String text = fields.required(COLUMN).strip();
        if (WHOLE.matcher(text).matches()) {
            return text.length() == MILLIS_DIGITS_AFTER_POINT + 1 ? millis(fields, text) : whole(fields, text);
        }
        if (DECIMAL.matcher(text).matches()) {
            return bounded(fields, inMillis(new BigDecimal(text.replace(',', '.'))));
        }
        Matcher exponent = EXPONENT.matcher(text);
        if (exponent.matches()) {
            String digits = exponent.group(1);
            rounded |= digits == null || digits.length() < MILLIS_DIGITS_AFTER_POINT;
            return bounded(fields, new BigDecimal(text.replace(',', '.')));
        }
        return date(fields, text);
    }

    /** Whether a time named no zone: it was taken as UTC. */
    boolean isWithoutZone() {
        return withoutZone;
    }

    /** Whether a spreadsheet wrote times as 1.76723E+12: all of them within hours may be equal. */
    boolean isRounded() {
        return rounded;
    }

    private static long millis(JtlFields fields, String text) {
        long millis = Long.parseLong(text);
        if (millis > MILLIS_MAX) {
            throw fields.fault(COLUMN, "must be from 0 to " + MILLIS_MAX);
        }
        return millis;
    }

    private static long whole(JtlFields fields, String text) {
        if (text.length() > 18) {
            throw fields.fault(COLUMN, "must be from 0 to " + MILLIS_MAX);
        }
        return bounded(fields, inMillis(new BigDecimal(text)));
    }

    /** Ten digits before the point are seconds: as milliseconds they would lie in January 1970. */
    private static BigDecimal inMillis(BigDecimal number) {
        boolean seconds = number.compareTo(BigDecimal.valueOf(SECONDS_MIN)) >= 0
                && number.compareTo(BigDecimal.valueOf(SECONDS_MAX)) < 0;
        return seconds ? number.movePointRight(3) : number;
    }

    private static long bounded(JtlFields fields, BigDecimal millis) {
        if (millis.compareTo(BigDecimal.valueOf(MILLIS_MAX)) > 0) {
            throw fields.fault(COLUMN, "must be from 0 to " + MILLIS_MAX);
        }
        return millis.longValue();
    }

    private long date(JtlFields fields, String text) {
        Optional<Long> zoned = zoned(text);
        if (zoned.isPresent()) {
            return zoned.get();
        }
        List<LocalDateTime> clear = all(text, CLEAR);
        List<LocalDateTime> found = clear.isEmpty() ? all(text, AMBIGUOUS) : clear;
        if (found.size() == 1 && found.getFirst().getYear() >= 1970) {
            withoutZone = true;
            return found.getFirst().toInstant(ZoneOffset.UTC).toEpochMilli();
        }
        throw unreadable(fields, text, found.size());
    }

    private static FieldFault unreadable(JtlFields fields, String text, int readings) {
        if (readings > 1) {
            return fields.fault(
                    COLUMN,
                    "must tell day and month apart, which MM/dd/yy, dd/MM/yy and yy/MM/dd do not: set"
                            + " jmeter.save.saveservice.timestamp_format=ms, or yyyy/MM/dd HH:mm:ss.SSS");
        }
        if (TIME_ONLY.matcher(text).matches()) {
            return fields.fault(
                    COLUMN,
                    "must name the day, which HH:mm:ss does not: set jmeter.save.saveservice.timestamp_format=ms");
        }
        return fields.fault(COLUMN, "must be milliseconds since 1970 or a time such as 2026/05/09 14:34:45.620");
    }

    private static Optional<Long> zoned(String text) {
        for (DateTimeFormatter format : List.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME, OFFSET_WITHOUT_COLON)) {
            try {
                OffsetDateTime time = OffsetDateTime.parse(text.replaceFirst(" (?=\\d)", "T"), format);
                return Optional.of(Math.max(0, time.toInstant().toEpochMilli()));
            } catch (DateTimeException otherFormat) {
                continue;
            }
        }
        return Optional.empty();
    }

    private static final DateTimeFormatter OFFSET_WITHOUT_COLON = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendLiteral(' ')
            .optionalEnd()
            .appendOffset("+HHMM", "Z")
            .toFormatter(Locale.ROOT);

    /** Each different time that the text can mean. */
    private static List<LocalDateTime> all(String text, List<DateTimeFormatter> formats) {
        List<LocalDateTime> times = new ArrayList<>();
        for (DateTimeFormatter format : formats) {
            try {
                LocalDateTime time = LocalDateTime.parse(text, format);
                if (!times.contains(time)) {
                    times.add(time);
                }
            } catch (DateTimeException otherFormat) {
                continue;
            }
        }
        return times;
    }

    /** With or without a fraction of the second, after a point, a comma or a colon. */
    private static DateTimeFormatter format(String pattern) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().appendPattern(pattern);
        for (char before : new char[] {'.', ',', ':'}) {
            builder.optionalStart()
                    .appendLiteral(before)
                    .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, false)
                    .optionalEnd();
        }
        return builder.toFormatter(Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }
}
