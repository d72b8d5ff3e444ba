package io.belastbar.contracts;

import java.time.Instant;
import java.util.List;

/**
 * What a database did in a period, costliest statement first: profiling-service's answer, not an event.
 *
 * @param runId the test run; null for an analysis on demand
 * @param from begin of the period that the figures cover; null when there are none
 * @param note what the reader must know: another period than the run's, or why there are no statements; null otherwise
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

    /** The facts of a run about which the database could not be asked. */
    public static DatabaseFacts missing(String runId, String system, String target, Instant at, String reason) {
        return new DatabaseFacts(runId, system, target, null, at, reason, List.of());
    }
}
