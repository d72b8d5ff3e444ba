package io.belastbar.capacity.analysis.door;

import io.belastbar.document.InvalidInput;
import io.belastbar.web.problem.NotFound;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** What is asked of the analyses. */
final class AnalysisQuestion {
    private static final int DAYS_MAX = 730;
    private static final String NUMBER = "\\d{1,4}";

    private AnalysisQuestion() {}

    /** @throws InvalidInput unless it is a number from 1 to 730 */
    static Optional<Integer> days(String text) {
        if (text == null) {
            return Optional.empty();
        }
        int days = text.matches(NUMBER) ? Integer.parseInt(text) : 0;
        if (days < 1 || days > DAYS_MAX) {
            throw InvalidInput.of("days", "is a number of days from 1 to " + DAYS_MAX, text);
        }
        return Optional.of(days);
    }

    /** @throws InvalidInput unless it is a day of the years 1970 to 9999 */
    static Optional<LocalDate> date(String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= 1970 && day.getYear() <= 9999) {
                return Optional.of(day);
            }
        } catch (DateTimeException none) {
            // The same answer as for one that is out of bounds.
        }
        throw InvalidInput.of("date", "is a day as in 2026-11-27", text);
    }

    static UUID id(String text) {
        return NotFound.uuid("capacity analysis", text);
    }
}
