package io.belastbar.resilience.record;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One thing that a game day's record says. What its content holds is made plain where the entry is made, so that nothing
 * that cannot be written comes to the record: see {@link PlainValues}.
 *
 * @param kind for example {@code STARTED}, {@code INJECTED}, {@code MEASURED}, {@code CORRECTION}, {@code SIGN_OFF}
 * @param at to the microsecond, as PostgreSQL keeps it
 * @param by who did or saw it
 * @param content JSON values by name, units in the names
 */
public record RecordEntry(String kind, Instant at, String by, Map<String, Object> content) {

    /** Plan, software, scope and people: the first entry. */
    public static final String STARTED = "STARTED";

    /** How it ended: a record without it is not whole. */
    public static final String FINISHED = "FINISHED";

    /** What was written wrongly before, and what is right: after the end. */
    public static final String CORRECTION = "CORRECTION";

    /** An auditor has looked at the record up to here. */
    public static final String SIGN_OFF = "SIGN_OFF";

    private static final Pattern KIND = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
    private static final int BY_LENGTH_MAX = 200;

    public RecordEntry {
        if (!KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException("kind should be in capitals, as in STARTED: was " + kind);
        }
        if (by.isBlank() || by.length() > BY_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "by should have 1 to " + BY_LENGTH_MAX + " characters: had " + by.length());
        }
        by = PlainValues.text(by);
        at = at.truncatedTo(ChronoUnit.MICROS);
        content = PlainValues.of(content);
    }
}
