package io.belastbar.profiling.proof.parameter;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A statement as it can be measured.
 *
 * @param queryId its {@code queryid} in pg_stat_statements
 * @param text one SELECT with {@code $1} … for what differs from call to call
 * @param types of the parameters as SQL writes them, for example {@code bigint} or {@code sales.state}
 * @param sets at most one of each kind; empty if no values were found, and then it cannot be measured
 */
public record ProofStatement(String queryId, String text, List<String> types, List<ParameterSet> sets) {
    public ProofStatement {
        Objects.requireNonNull(queryId, "queryId");
        Objects.requireNonNull(text, "text");
        types = List.copyOf(types);
        sets = List.copyOf(sets);
        for (ParameterSet set : sets) {
            if (set.values().size() != types.size()) {
                throw new IllegalArgumentException(
                        "should have %d values, one for each parameter: %s".formatted(types.size(), set));
            }
        }
    }

    public Optional<ParameterSet> set(ParameterSet.Kind kind) {
        return sets.stream().filter(set -> set.kind() == kind).findFirst();
    }
}
