package io.belastbar.contracts;

import java.util.List;

/**
 * An index that would serve a statement, as profiling-service proposes it.
 *
 * @param columns in order, with direction: {@code created_at DESC}
 * @param predicate of a partial index; null for a full one
 * @param ddl ready to run
 */
public record ProposedIndex(String table, List<String> columns, String predicate, String name, String ddl) {

    public ProposedIndex {
        columns = columns == null ? List.of() : List.copyOf(columns);
    }

    /** As a sentence part: table, columns and condition. */
    public String text() {
        return table + " (" + String.join(", ", columns) + ")" + (predicate == null ? "" : " WHERE " + predicate);
    }
}
