package io.belastbar.plans.index.advice;

import io.belastbar.plans.Plan;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A statement of the workload.
 *
 * @param queryId its id in pg_stat_statements
 * @param text as pg_stat_statements keeps it
 * @param plan of all parameters unknown (generic), with VERBOSE; null for one that is not planned, such as an UPDATE
 * @param calls in the period
 * @param rowsPerCall rows that a call returned; empty if it is not known
 */
public record WorkloadStatement(String queryId, String text, Plan plan, double calls, OptionalDouble rowsPerCall) {
    public WorkloadStatement {
        Objects.requireNonNull(queryId, "queryId");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(rowsPerCall, "rowsPerCall");
    }
}
