package io.belastbar.web.report;

import io.belastbar.document.InvalidInput;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** A moment in a query parameter of a report. */
public final class TimeParameter {

    private static final String RULE = "is a time with its zone, as in 2026-11-21T06:10:00Z";
    private static final int YEAR_MIN = 1970;
    private static final int YEAR_MAX = 9999;

    private TimeParameter() {}

    /**
     * The moment; empty if the caller named none.
     *
     * @throws InvalidInput if it is none, has no zone, or is not of the years 1970 to 9999
     */
    public static Optional<Instant> read(String name, String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            OffsetDateTime moment = OffsetDateTime.parse(text);
            if (moment.getYear() < YEAR_MIN || moment.getYear() > YEAR_MAX) {
                throw InvalidInput.of(name, "is a time of the years " + YEAR_MIN + " to " + YEAR_MAX, text);
            }
            return Optional.of(moment.toInstant());
        } catch (DateTimeParseException notOne) {
            throw InvalidInput.of(name, RULE, text);
        }
    }
}
