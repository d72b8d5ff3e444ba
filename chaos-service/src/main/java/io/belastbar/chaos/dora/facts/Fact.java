package io.belastbar.chaos.dora.facts;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One entry of a record.
 *
 * @param number its place in the record, by which evidence names it
 * @param kind what happened: {@code STEP_DONE}
 */
public record Fact(long number, String kind, Instant at, String by, Map<String, Object> content) {

    /** Empty if the entry does not say it, or says nothing that is one text. */
    public Optional<String> text(String name) {
        Object value = content.get(name);
        return value instanceof String || value instanceof Number || value instanceof Boolean
                ? Optional.of(value.toString()).filter(text -> !text.isBlank())
                : Optional.empty();
    }

    /** A time in milliseconds, of this name or as {@code {"state": "MEASURED", "ms": …}} of a measurement of this name. */
    Optional<Duration> millis(String flat, String nested) {
        Object value = content.get(flat);
        if (value == null
                && content.get(nested) instanceof Map<?, ?> measured
                && "MEASURED".equals(measured.get("state"))) {
            value = measured.get("ms");
        }
        return Optional.ofNullable(value).flatMap(Fact::millis);
    }

    private static Optional<Duration> millis(Object value) {
        try {
            double millis = Double.parseDouble(value.toString());
            return millis >= 0 && millis < 1e15
                    ? Optional.of(Duration.ofNanos(Math.round(millis * 1e6)))
                    : Optional.empty();
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    boolean is(String... kinds) {
        for (String each : kinds) {
            if (each.equals(kind)) {
                return true;
            }
        }
        return false;
    }

    boolean says(String name, String value) {
        return text(name).filter(value::equals).isPresent();
    }

    /** Of which step or expectation. */
    public String subject() {
        return text("subject").orElse(kind);
    }
}
