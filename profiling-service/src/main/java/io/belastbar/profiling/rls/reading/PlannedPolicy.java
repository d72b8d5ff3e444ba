package io.belastbar.profiling.rls.reading;

import io.belastbar.plans.PlanNode;
import io.belastbar.plans.PlanParser;
import io.belastbar.profiling.database.QueryRefused;
import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.rls.policy.PolicyIndex;
import io.belastbar.profiling.rls.policy.SecuredTable;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks PostgreSQL's planner whether an index can answer the policies of a table, as the role that reads. Sequential scans
 * are made dear for that one question, so that the size of the table does not decide. Nothing is run.
 */
public final class PlannedPolicy {
    private static final int PREDICATES_MAX = 3;

    private PlannedPolicy() {}

    /**
     * Whether the policies' conditions enter an index; empty when the role may not read the table, sees nothing of it, or
     * PostgreSQL cannot plan it.
     *
     * @param role null to stay who one is
     * @param settings that policies read, with values of the right form
     */
    public static Optional<Boolean> usesIndex(
            TargetSession session, SecuredTable table, String role, Map<String, String> settings) {
        Optional<Boolean> whole = planned(session, table, role, settings, "");
        // An index over the rows that are not deleted answers the application, which asks for no others.
        return whole.isEmpty() || whole.get()
                ? whole
                : Optional.of(table.indexes().stream()
                        .filter(index -> index.valid() && index.predicate() != null)
                        .map(PolicyIndex::predicate)
                        .filter(SecuredTable::isSoftDelete)
                        .distinct()
                        .limit(PREDICATES_MAX)
                        .anyMatch(predicate -> planned(session, table, role, settings, " WHERE " + predicate)
                                .orElse(false)));
    }

    private static Optional<Boolean> planned(
            TargetSession session, SecuredTable table, String role, Map<String, String> settings, String where) {
        try {
            return session.inTransaction(
                    () -> {
                        settings.forEach((name, value) -> session.rows("SELECT set_config($1, $2, true)", name, value));
                        if (role != null) {
                            session.rows("SELECT set_config('role', $1, true)", role);
                        }
                        session.rows("SELECT set_config('enable_seqscan', 'off', true),"
                                + " set_config('enable_indexonlyscan', 'off', true)");
                        String plan = session
                                .rows("EXPLAIN (FORMAT JSON, VERBOSE) SELECT count(*) FROM " + table.sql() + where)
                                .stream()
                                .map(PlannedPolicy::text)
                                .collect(Collectors.joining());
                        return PlanParser.readsNothing(plan) ? Optional.empty() : enters(PlanParser.parse(plan), table);
                    });
        } catch (QueryRefused refused) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> enters(PlanNode plan, SecuredTable table) {
        boolean read = plan.flatten().stream().anyMatch(node -> isOf(node, table));
        return read
                ? Optional.of(plan.flatten().stream()
                        .filter(node -> isOf(node, table))
                        .anyMatch(PlannedPolicy::hasCondition))
                : Optional.empty();
    }

    private static boolean isOf(PlanNode node, SecuredTable table) {
        return table.name().equals(node.relation()) && table.schema().equals(node.schema());
    }

    /** Of a bitmap the conditions stand below, in its index scans and what combines them. */
    private static boolean hasCondition(PlanNode node) {
        return node.indexCondition() != null
                || node.nodeType().equals("Bitmap Heap Scan")
                        && node.children().stream().anyMatch(PlannedPolicy::bitmap);
    }

    private static boolean bitmap(PlanNode node) {
        return node.nodeType().equals("Bitmap Index Scan") && node.indexCondition() != null
                || node.nodeType().startsWith("Bitmap")
                        && node.children().stream().anyMatch(PlannedPolicy::bitmap);
    }

    private static String text(TargetRow row) {
        return row.text("QUERY PLAN");
    }
}
