package io.belastbar.profiling.database;

import io.belastbar.plans.Plan;
import io.belastbar.plans.PlanNode;
import io.belastbar.profiling.statement.MeasuredStatement;
import io.belastbar.profiling.statement.StatementText;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A measured statement with its plan.
 *
 * @param plan null when the database could not plan it; then {@code failure} says why
 * @param explained the same plan with everything that EXPLAIN said; null when {@code plan} is, and may be null beside it
 * @param written the table that it writes to, with its schema; null for none, and for one that is not there any more
 */
public record PlannedStatement(
        MeasuredStatement measured, StatementText text, PlanNode plan, String failure, String written, Plan explained) {
    private static final Set<String> CATALOGUE = Set.of("pg_catalog", "information_schema");

    public PlannedStatement(
            MeasuredStatement measured, StatementText text, PlanNode plan, String failure, String written) {
        this(measured, text, plan, failure, written, null);
    }

    static PlannedStatement of(MeasuredStatement measured, StatementText text, Plan plan, String written) {
        return new PlannedStatement(measured, text, plan.root().shape(), null, written, plan);
    }

    /** True for statements on the application's own tables: neither the catalogue nor nothing at all. */
    public boolean concernsApplication() {
        return plan == null
                || qualifiedTables().stream()
                        .anyMatch(table -> !CATALOGUE.contains(table.substring(0, table.indexOf('.'))));
    }

    /** The tables that it touches, with their schemas, each once: first the one that it writes to. */
    public List<String> qualifiedTables() {
        Stream<String> read = plan == null ? Stream.empty() : plan.qualifiedTables().stream();
        return Stream.concat(Stream.ofNullable(written), read).distinct().toList();
    }
}
