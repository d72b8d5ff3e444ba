package io.belastbar.profiling.flip;

import io.belastbar.plans.shape.PlanShape;
import io.belastbar.profiling.database.PlannedStatement;
import java.util.stream.Collectors;

/**
 * How a statement was planned and what it cost in a run.
 *
 * @param shape hash of the plan's shape
 * @param plan an excerpt, for people
 * @param meanMs execution time a call
 */
public record KnownPlan(Key key, String shape, String plan, double meanMs, long calls, String runId) {
    private static final int PLAN_LENGTH_MAX = 4_000;

    /**
     * What makes statements of two runs the same. The names of tables are looked up by the search path, so that the same
     * text in other schemas is another statement.
     *
     * @param role that ran it
     * @param schemas of its tables, sorted and joined by commas
     */
    public record Key(String role, String queryId, String schemas) {
        /** Of a statement that is planned. */
        static Key of(PlannedStatement statement) {
            String schemas = statement.qualifiedTables().stream()
                    .map(table -> table.substring(0, Math.max(0, table.indexOf('.'))))
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(","));
            return new Key(statement.measured().role(), statement.measured().queryId(), schemas);
        }
    }

    /** Of a statement that is planned. */
    static KnownPlan of(PlannedStatement statement, String runId) {
        String plan = statement.plan().excerpt();
        return new KnownPlan(
                Key.of(statement),
                PlanShape.of(statement.explained()).hash(),
                plan.length() <= PLAN_LENGTH_MAX ? plan : plan.substring(0, PLAN_LENGTH_MAX) + "…",
                statement.measured().meanTimeMs(),
                statement.measured().calls(),
                runId);
    }
}
