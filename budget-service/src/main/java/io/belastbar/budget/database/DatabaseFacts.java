package io.belastbar.budget.database;

import java.time.Instant;
import java.util.List;

/** What the database did during a run, as profiling-service tells it. */
public record DatabaseFacts(
        String runId, String system, String target, Instant from, Instant to, List<StatementFacts> statements) {

    public DatabaseFacts {
        statements = statements == null ? List.of() : List.copyOf(statements);
    }
}
