package io.belastbar.load.imports.k6;

import io.belastbar.load.imports.source.FieldFault;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Supplier;

/**
 * A time as k6 writes it: with a zone, or as a number since 1970 of which the length tells the unit.
 *
 * @param micros since 1970
 */
record K6Time(long micros, boolean wholeSeconds) {

    static final String RULE = "must be a time such as 2026-05-09T14:34:45.62+02:00, or a number since 1970";

    static K6Time of(String text, Supplier<FieldFault> fault) {
        if (text.matches("\\d{9,19}")) {
            return ofNumber(text, fault);
        }
        try {
            Instant at = OffsetDateTime.parse(text).toInstant();
            return new K6Time(at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000, false);
        } catch (DateTimeException notATime) {
            throw fault.get();
        }
    }

    private static K6Time ofNumber(String text, Supplier<FieldFault> fault) {
        long number = Long.parseLong(text);
        return switch (text.length()) {
            case 9, 10 -> new K6Time(number * 1_000_000, true);
            case 12, 13 -> new K6Time(number * 1_000, false);
            case 15, 16 -> new K6Time(number, false);
            case 18, 19 -> new K6Time(number / 1_000, false);
            default -> throw fault.get();
        };
    }
}
