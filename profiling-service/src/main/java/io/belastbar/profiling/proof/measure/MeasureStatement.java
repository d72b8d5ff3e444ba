package io.belastbar.profiling.proof.measure;

import static io.belastbar.profiling.proof.session.Identifiers.literal;
import static io.belastbar.profiling.proof.session.Identifiers.quoted;

import io.belastbar.profiling.proof.ProofResult.Measured;
import io.belastbar.profiling.proof.StatementToProve;
import io.belastbar.profiling.proof.StatementToProve.ParameterSet;
import io.belastbar.profiling.proof.catalogue.SearchPath;
import io.belastbar.profiling.proof.session.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Runs a statement on the copy as the application does: as a role that policies bind, for a tenant, with its values. What it
 * changes is rolled back.
 */
public final class MeasureStatement {
    private static final int WARMING = 2;

    /** Odd, so that the median is one of them; five if each takes long. */
    private static final int RUNS = 7;

    private static final int RUNS_MIN = 5;
    private static final double LONG_MS = 1_000;
    private static final String WITH_TIMES = "EXPLAIN (ANALYZE, BUFFERS, VERBOSE, FORMAT JSON) ";

    /** Reading the clock at every row would be measured too. */
    private static final String WITHOUT_TIMES = "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ";

    private final Session scratch;
    private final String role;
    private final String tenantSetting;

    /** @param tenantSetting null where there are no tenants */
    public MeasureStatement(Session scratch, String role, String tenantSetting) {
        this.scratch = scratch;
        this.role = role;
        this.tenantSetting = tenantSetting;
    }

    /**
     * Measures.
     *
     * @param index whose use is asked; null for none
     * @throws io.belastbar.profiling.proof.session.SqlFailure when the statement is refused
     */
    public Measured measure(StatementToProve statement, ParameterSet set, String index) {
        scratch.execute("DEALLOCATE ALL");
        try {
            asApplication(set);
            scratch.execute("PREPARE belastbar_proof AS " + statement.text());
            String execute = "EXECUTE belastbar_proof" + values(set);
            Explained plan = null;
            for (int run = 0; run < WARMING; run++) {
                plan = run(WITH_TIMES + execute);
            }
            int runs = plan.executionMs() > LONG_MS ? RUNS_MIN : RUNS;
            List<Double> times = new ArrayList<>();
            for (int run = 0; run < runs; run++) {
                times.add(run(WITHOUT_TIMES + execute).executionMs());
            }
            return new Measured(plan.blocks(), median(times), runs, plan.rows(), plan.uses(index), plan.json());
        } finally {
            scratch.rollback();
        }
    }

    /** Each run stands alone: what it changes does not meet the next. */
    private Explained run(String explain) {
        scratch.execute("SAVEPOINT belastbar_run");
        Explained explained = Explained.of(scratch.text(explain));
        scratch.execute("ROLLBACK TO SAVEPOINT belastbar_run");
        return explained;
    }

    private void asApplication(ParameterSet set) {
        scratch.begin();
        scratch.execute(SearchPath.LOCAL);
        if (tenantSetting != null && set.tenant() != null) {
            scratch.execute("SELECT pg_catalog.set_config(" + literal(tenantSetting) + ", " + literal(set.tenant())
                    + ", true)");
        }
        // With the values that are given, as a client's first calls are planned.
        scratch.execute("SET LOCAL plan_cache_mode = force_custom_plan");
        scratch.execute("SET LOCAL ROLE " + quoted(role));
    }

    private static String values(ParameterSet set) {
        return set.values().isEmpty()
                ? ""
                : set.values().stream().map(value -> literal(value)).collect(Collectors.joining(", ", " (", ")"));
    }

    static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
