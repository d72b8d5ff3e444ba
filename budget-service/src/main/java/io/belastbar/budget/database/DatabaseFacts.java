package io.belastbar.budget.database;

import java.time.Instant;
import java.util.List;

/**
 * What the database did during a run, as profiling-service tells it.
 *
 * @param note what the reader must know: another period than the run's, or why there are no statements; may be null
 */
public record DatabaseFacts(
        String runId,
        String system,
        String target,
        Instant from,
        Instant to,
        String note,
        List<StatementFacts> statements) {

    public DatabaseFacts {
        statements = statements == null ? List.of() : List.copyOf(statements);
    }
}
