package io.belastbar.plans.index;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * How an index is built, whatever its table and name.
 *
 * @param include columns that it only carries along, quoted where they must be
 * @param predicate the condition of a partial index; empty when it holds every row
 */
public record IndexShape(IndexMethod method, List<IndexKey> keys, List<String> include, String predicate) {
    public IndexShape {
        Objects.requireNonNull(method, "method");
        keys = List.copyOf(keys);
        include = List.copyOf(include);
        Objects.requireNonNull(predicate, "predicate");
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("an index should have at least one key");
        }
    }

    /** A B-tree on columns or expressions in ascending order. */
    public static IndexShape btree(String... expressions) {
        return new IndexShape(
                IndexMethod.BTREE,
                List.of(expressions).stream().map(IndexKey::of).toList(),
                List.of(),
                "");
    }

    public boolean isPartial() {
        return !predicate.isEmpty();
    }

    /** What follows the table's name in CREATE INDEX. */
    public String sql() {
        String using = method == IndexMethod.BTREE ? "" : "USING " + method.sql() + " ";
        String keyed = keys.stream().map(IndexKey::sql).collect(Collectors.joining(", ", "(", ")"));
        String carried = include.isEmpty() ? "" : " INCLUDE (" + String.join(", ", include) + ")";
        return using + keyed + carried + (isPartial() ? " WHERE " + predicate : "");
    }
}
