package io.belastbar.profiling.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * A statement that an index is to serve, with the values for which it is measured.
 *
 * @param queryId null where it is not known
 * @param text with {@code $1} …
 */
public record StatementToProve(String queryId, String text, List<ParameterSet> sets) {
    public StatementToProve {
        sets = List.copyOf(sets);
    }

    /**
     * Values of one kind.
     *
     * @param name {@code busy}, {@code quiet}, {@code absent} …
     * @param tenant for whom it runs; null where there are none
     * @param values of {@code $1} …, as texts; null is NULL
     */
    public record ParameterSet(String name, String tenant, List<String> values) {
        public ParameterSet {
            values = new ArrayList<>(values);
        }
    }
}
