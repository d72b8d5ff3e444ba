package io.belastbar.profiling.database;

import io.belastbar.plans.index.TableFacts;
import java.util.List;

/** The costliest statements of a database with their plans, and the tables that these touch. */
public record ExplainedWorkload(List<PlannedStatement> statements, List<TableFacts> tables) {
    public ExplainedWorkload {
        statements = List.copyOf(statements);
        tables = List.copyOf(tables);
    }
}
