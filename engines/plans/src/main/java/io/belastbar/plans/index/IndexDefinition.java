package io.belastbar.plans.index;

import java.util.List;

/**
 * An index that a table has.
 *
 * @param columns key columns or expressions in order, with {@code DESC} where it is so
 * @param predicate the condition of a partial index; null when it holds every row
 * @param valid false while it is being built, and after a build that failed
 */
public record IndexDefinition(String name, List<String> columns, String predicate, boolean valid) {
    public IndexDefinition {
        columns = List.copyOf(columns);
    }
}
