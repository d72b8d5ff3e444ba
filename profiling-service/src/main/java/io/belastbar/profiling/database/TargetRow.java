package io.belastbar.profiling.database;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One row of an answer, by column name. A column that is NULL is null, 0, or false, as its method says; a column that is
 * not there is a fault of the program.
 */
public record TargetRow(Map<String, Object> values) {
    public TargetRow {
        values = new LinkedHashMap<>(values);
    }

    /** Null for NULL. */
    public String text(String column) {
        Object value = value(column);
        return value == null ? null : value.toString();
    }

    /** 0 for NULL. */
    public long whole(String column) {
        return value(column) instanceof Number number ? number.longValue() : 0;
    }

    /** 0 for NULL. */
    public double number(String column) {
        return switch (value(column)) {
            case BigDecimal decimal -> decimal.doubleValue();
            case Number number -> number.doubleValue();
            case null, default -> 0;
        };
    }

    public boolean isNull(String column) {
        return value(column) == null;
    }

    /** False for NULL. */
    public boolean truth(String column) {
        return Boolean.TRUE.equals(value(column));
    }

    /** Of a {@code timestamptz}; null for NULL. */
    public Instant instant(String column) {
        return value(column) instanceof OffsetDateTime time ? time.toInstant() : null;
    }

    /** Of a {@code text[]}; empty for NULL; its elements that are NULL are left out. */
    public List<String> texts(String column) {
        return value(column) instanceof Object[] elements
                ? Arrays.stream(elements)
                        .filter(Objects::nonNull)
                        .map(Object::toString)
                        .toList()
                : List.of();
    }

    private Object value(String column) {
        if (!values.containsKey(column)) {
            throw new IllegalArgumentException("no column " + column + " in " + values.keySet());
        }
        return values.get(column);
    }
}
