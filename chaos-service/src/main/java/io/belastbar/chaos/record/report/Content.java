package io.belastbar.chaos.record.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an entry says by names. Events of a game day carry texts only, other entries numbers as well: both are read. What is
 * not there, or is no number, is empty and never 0.
 */
public record Content(Map<String, Object> values) {
    /** Behind the name of a field: the same in German. */
    public static final String GERMAN = "@de";

    private static final int NUMBER_LENGTH_MAX = 30;

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(Object::toString).filter(text -> !text.isBlank());
    }

    /** As {@link #text}; empty text if there is none. */
    public String orEmpty(String name) {
        return text(name).orElse("");
    }

    public Optional<BigDecimal> number(String name) {
        return text(name).flatMap(Content::parsed);
    }

    public Optional<Long> count(String name) {
        return number(name).filter(number -> number.signum() >= 0).map(BigDecimal::longValue);
    }

    /** Of a field in milliseconds. */
    public Optional<Duration> millis(String name) {
        return number(name)
                .filter(number -> number.signum() >= 0 && number.precision() - number.scale() < 15)
                .map(number -> Duration.ofNanos(number.movePointRight(6).longValue()));
    }

    public List<String> texts(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** Objects in a list. */
    public List<Content> each(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream().flatMap(item -> of(item).stream()).toList()
                : List.of();
    }

    /** An object. */
    public Optional<Content> object(String name) {
        return of(values.get(name));
    }

    @SuppressWarnings("unchecked")
    private static Optional<Content> of(Object value) {
        return value instanceof Map<?, ?> map ? Optional.of(new Content((Map<String, Object>) map)) : Optional.empty();
    }

    private static Optional<BigDecimal> parsed(String text) {
        if (text.length() > NUMBER_LENGTH_MAX) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }
}
