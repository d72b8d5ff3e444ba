package io.belastbar.chaos.dora.coverage;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;

/** When a test is due again. */
public final class DueTime {
    private DueTime() {}

    /**
     * The same local time of day, so much later by the calendar: a month after 31 January is the last of February, a year
     * after 29 February the 28th. A time that the clock skips in spring is due when it has skipped it, one that it shows
     * twice in autumn the first time.
     */
    public static Instant after(Instant last, Period frequency, ZoneId zone) {
        return last.atZone(zone)
                .toLocalDateTime()
                .plus(frequency)
                .atZone(zone)
                .withEarlierOffsetAtOverlap()
                .toInstant();
    }

    /** What is due at this moment is not overdue yet. */
    public static boolean isOverdue(Instant due, Instant now) {
        return now.isAfter(due);
    }
}
