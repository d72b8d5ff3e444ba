package io.belastbar.profiling.remeasure;

import io.belastbar.contracts.BudgetEvaluated;
import io.belastbar.contracts.Fingerprint;
import io.belastbar.contracts.ObjectiveVerdict;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What was said of the promises of runs. */
@ApplicationScoped
class RunPromiseRepository {
    private static final Duration KEPT = Duration.ofDays(180);

    private final Pool pool;

    RunPromiseRepository(Pool pool) {
        this.pool = pool;
    }

    /** A promise as a run showed it. */
    record Promise(String fingerprint, String metric, String observed, ObjectiveVerdict verdict) {}

    /** Keeps what was said last of a run, and forgets what is old. */
    Uni<Void> save(SqlConnection transaction, BudgetEvaluated evaluated) {
        List<Tuple> rows = evaluated.objectives().stream()
                .map(objective -> Tuple.from(new Object[] {
                    evaluated.runId(),
                    // Spelled as budget-service spells the fingerprint of a finding about it.
                    Fingerprint.of("budget", evaluated.system(), objective.subject(), objective.metric()),
                    evaluated.system(),
                    objective.metric(),
                    objective.observed(),
                    objective.verdict().name(),
                    evaluated.evaluatedAt().atOffset(ZoneOffset.UTC)
                }))
                .toList();
        Uni<Void> forgotten = transaction
                .preparedQuery("DELETE FROM run_promise WHERE evaluated_at < $1")
                .execute(Tuple.of(evaluated.evaluatedAt().minus(KEPT).atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
        return rows.isEmpty()
                ? forgotten
                : forgotten
                        .chain(() -> transaction.preparedQuery("""
                                        INSERT INTO run_promise (run_id, fingerprint, system, metric, observed, verdict,
                                               evaluated_at)
                                        VALUES ($1, $2, $3, $4, $5, $6, $7)
                                        ON CONFLICT (run_id, fingerprint) DO UPDATE
                                           SET observed = excluded.observed, verdict = excluded.verdict,
                                               evaluated_at = excluded.evaluated_at
                                         WHERE run_promise.evaluated_at <= excluded.evaluated_at""").executeBatch(rows))
                        .replaceWithVoid();
    }

    /** What a run of a system showed of a promise; empty if it was not asked for it. */
    Uni<Optional<Promise>> find(String system, String runId, String fingerprint) {
        return pool.preparedQuery("""
                        SELECT fingerprint, metric, observed, verdict FROM run_promise
                         WHERE system = $1 AND run_id = $2 AND fingerprint = $3""")
                .execute(Tuple.of(system, runId, fingerprint))
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> new Promise(
                                row.getString("fingerprint"),
                                row.getString("metric"),
                                row.getString("observed"),
                                ObjectiveVerdict.valueOf(row.getString("verdict")))));
    }
}
