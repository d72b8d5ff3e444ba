package io.belastbar.profiling.database;

import io.belastbar.profiling.plan.PlanNode;
import io.belastbar.profiling.statement.MeasuredStatement;
import io.belastbar.profiling.statement.StatementText;

/**
 * A measured statement with its plan.
 *
 * @param plan null when the database could not plan it without its parameters; then {@code failure} says why
 */
public record PlannedStatement(MeasuredStatement measured, StatementText text, PlanNode plan, String failure) {

    /** True for statements on the application's own tables: neither the catalogue nor nothing at all. */
    public boolean concernsApplication() {
        return plan == null
                || plan.flatten().stream()
                        .anyMatch(node -> node.relation() != null
                                && !"pg_catalog".equals(node.schema())
                                && !"information_schema".equals(node.schema()));
    }
}
