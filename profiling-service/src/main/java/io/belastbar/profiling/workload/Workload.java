package io.belastbar.profiling.workload;

import io.belastbar.plans.index.TableFacts;
import io.belastbar.profiling.database.ExplainedWorkload;
import io.belastbar.profiling.database.PlannedStatement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What an application's statements cost and how they are planned, costliest first.
 *
 * @param tables those that they touch, by their qualified names
 */
public record Workload(List<PlannedStatement> statements, Map<String, TableFacts> tables) {
    public Workload {
        statements = List.copyOf(statements);
        tables = Map.copyOf(tables);
    }

    /** Without the statements on the catalogue alone. */
    public static Workload of(ExplainedWorkload explained) {
        return new Workload(
                explained.statements().stream()
                        .filter(PlannedStatement::concernsApplication)
                        .toList(),
                explained.tables().stream()
                        .collect(Collectors.toMap(TableFacts::qualifiedName, Function.identity(), (a, b) -> a)));
    }

    /** Empty for a table that is not there any more. */
    public Optional<TableFacts> table(String qualifiedName) {
        return Optional.ofNullable(tables.get(qualifiedName));
    }
}
