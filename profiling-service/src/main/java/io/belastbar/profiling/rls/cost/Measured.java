package io.belastbar.profiling.rls.cost;

import io.belastbar.plans.Plan;
import io.belastbar.plans.PlanParser;
import io.belastbar.profiling.database.QueryRefused;
import io.belastbar.profiling.database.TargetSession;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What running a SELECT took.
 *
 * @param ms median of the warm runs; the time limit when it was reached
 * @param blocks looked at, wherever they came from
 * @param rows that were found, before they were counted
 * @param complete false when the time limit ended it: it takes longer
 * @param refused why it could not be run; null when it was
 */
public record Measured(double ms, double blocks, double rows, boolean complete, String refused) {
    private static final int RUNS = 3;
    /** A statement that is this slow is not repeated. */
    private static final double SLOW_MS = 200;

    /**
     * Runs a SELECT under a role, for one tenant; read only, and it ends with the session's time limit.
     *
     * @param setting the tenant's session setting; null for none
     * @param role null to stay who one is
     */
    public static Measured of(TargetSession session, String role, String setting, String tenant, String select) {
        try {
            return session.inTransaction(() -> {
                AsTenant.enter(session, role, setting, tenant);
                Plan first = run(session, select);
                double[] times = new double[RUNS];
                Plan last = first;
                int runs = 0;
                do {
                    last = runs == 0 && first.executionMs().orElse(0) > SLOW_MS ? first : run(session, select);
                    times[runs++] = last.executionMs().orElse(0);
                } while (runs < RUNS && times[0] <= SLOW_MS);
                double[] sorted = Arrays.copyOf(times, runs);
                Arrays.sort(sorted);
                return new Measured(sorted[runs / 2], last.blocks().touched(), rows(last), true, null);
            });
        } catch (QueryRefused refused) {
            return refused.tookTooLong()
                    ? new Measured(limitMs(session), 0, 0, false, null)
                    : new Measured(0, 0, 0, false, refused.getMessage());
        }
    }

    public boolean isThere() {
        return refused == null;
    }

    private static Plan run(TargetSession session, String select) {
        return PlanParser.plan(session.rows("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) " + select).stream()
                .map(row -> row.text("QUERY PLAN"))
                .collect(Collectors.joining("\n")));
    }

    private static double rows(Plan plan) {
        return plan.nodes().stream()
                .filter(node -> !node.is("Aggregate", "Gather", "Gather Merge", "Limit"))
                .findFirst()
                .map(node -> node.rows().value())
                .orElse(0.0);
    }

    private static double limitMs(TargetSession session) {
        return session.rows("SELECT setting::float8 AS ms FROM pg_settings WHERE name = 'statement_timeout'")
                .getFirst()
                .number("ms");
    }
}
