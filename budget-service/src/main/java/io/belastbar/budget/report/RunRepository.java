package io.belastbar.budget.report;

import io.belastbar.backbone.envelope.EventJson;
import io.belastbar.contracts.TestRunFinished;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Finished runs and where their evaluation stands. All times are the database's, so that replicas agree on leases. */
@ApplicationScoped
class RunRepository {

    private final Pool pool;

    RunRepository(Pool pool) {
        this.pool = pool;
    }

    /** Notes a finished run with the budget in force; a run that is known already stays as it is. */
    Uni<Void> insert(SqlConnection transaction, TestRunFinished run) {
        return transaction
                .preparedQuery("""
                        INSERT INTO run_to_evaluate (run_id, system, run, budget_version, state)
                        SELECT $1, $2, $3::text::jsonb, newest.version,
                               CASE WHEN newest.version IS NULL THEN 'NO_BUDGET' ELSE 'PENDING' END
                          FROM (SELECT max(version) AS version FROM document WHERE kind = 'budget' AND system = $2) AS newest
                            ON CONFLICT (run_id) DO NOTHING""")
                .execute(Tuple.of(run.runId(), run.system(), text(run)))
                .replaceWithVoid();
    }

    /** Takes the run that has waited longest, for the length of a lease; other replicas pass over it. */
    Uni<Optional<RunToEvaluate>> claim(Duration lease) {
        return pool.preparedQuery("""
                        UPDATE run_to_evaluate
                           SET attempts = attempts + 1, next_attempt_at = now() + $1 * interval '1 millisecond'
                         WHERE run_id = (SELECT run_id FROM run_to_evaluate
                                          WHERE state = 'PENDING' AND next_attempt_at <= now()
                                          ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING run_id, run::text, budget_version, attempts""")
                .execute(Tuple.of((double) lease.toMillis()))
                .map(RunRepository::claimed);
    }

    /** Gives a run back to be taken again after a while. */
    Uni<Void> postpone(String runId, Duration delay, String problem) {
        return pool.preparedQuery("""
                        UPDATE run_to_evaluate
                           SET next_attempt_at = now() + $2 * interval '1 millisecond', problem = $3
                         WHERE run_id = $1 AND state = 'PENDING'""")
                .execute(Tuple.of(runId, (double) delay.toMillis(), problem))
                .replaceWithVoid();
    }

    /** Ends the wait; false if another replica has ended it already. */
    Uni<Boolean> finish(SqlConnection transaction, String runId) {
        return transaction
                .preparedQuery(
                        "UPDATE run_to_evaluate SET state = 'DONE', problem = NULL WHERE run_id = $1 AND state = 'PENDING'")
                .execute(Tuple.of(runId))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Gives a run up for a reason that another attempt would not change. */
    Uni<Void> giveUp(String runId, String problem) {
        return pool.preparedQuery(
                        "UPDATE run_to_evaluate SET state = 'FAILED', problem = $2 WHERE run_id = $1 AND state = 'PENDING'")
                .execute(Tuple.of(runId, problem))
                .replaceWithVoid();
    }

    /** How many runs wait. */
    Uni<Long> pending() {
        return pool.query("SELECT count(*) FROM run_to_evaluate WHERE state = 'PENDING'")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    Uni<Optional<RunState>> state(String runId) {
        return pool.preparedQuery("SELECT state, attempts, problem FROM run_to_evaluate WHERE run_id = $1")
                .execute(Tuple.of(runId))
                .map(RunRepository::state);
    }

    private static Optional<RunToEvaluate> claimed(RowSet<Row> rows) {
        var iterator = rows.iterator();
        if (!iterator.hasNext()) {
            return Optional.empty();
        }
        var row = iterator.next();
        return Optional.of(new RunToEvaluate(row.getString(0), row.getString(1), row.getInteger(2), row.getInteger(3)));
    }

    private static Optional<RunState> state(RowSet<Row> rows) {
        var iterator = rows.iterator();
        if (!iterator.hasNext()) {
            return Optional.empty();
        }
        var row = iterator.next();
        return Optional.of(new RunState(row.getString(0), row.getInteger(1), row.getString(2)));
    }

    private static String text(TestRunFinished run) {
        return new String(EventJson.write(run), StandardCharsets.UTF_8);
    }
}
