package io.belastbar.profiling.finding;

import io.belastbar.document.InvalidInput;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Until when a finding is accepted, or is to be dealt with, as people write it. */
final class AcceptanceEnd {
    private static final String RULE =
            "must be the last day, such as 2027-01-31, or a time with its zone, such as 2027-01-31T18:00:00Z";
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private AcceptanceEnd() {}

    /**
     * The moment from which on the finding is open again: of a day, the end of that day.
     *
     * @param pointer of the field
     * @param zone in which the day lies
     * @throws InvalidInput if the text is neither, or the moment is not to come, or after the year 9999
     */
    static Instant read(String pointer, String text, ZoneId zone, Instant now) {
        Instant end = moment(pointer, text, zone);
        if (!end.isAfter(now) || end.isAfter(LAST)) {
            throw InvalidInput.of(pointer, "must be to come, and before the year 10000", text);
        }
        return end.truncatedTo(ChronoUnit.MICROS);
    }

    private static Instant moment(String pointer, String text, ZoneId zone) {
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text).plusDays(1).atStartOfDay(zone).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw InvalidInput.of(pointer, RULE, text);
        }
    }
}
