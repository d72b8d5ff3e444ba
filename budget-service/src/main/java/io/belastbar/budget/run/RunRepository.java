package io.belastbar.budget.run;

import io.belastbar.backbone.envelope.EventJson;
import io.belastbar.contracts.EventType;
import io.belastbar.contracts.TestRunFinished;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.LeasedWork;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.Workers;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finished runs and where their evaluation stands. */
@ApplicationScoped
class RunRepository {

    private final Pool pool;
    private final LeasedWork<Void> work;

    RunRepository(Pool pool, Workers workers) {
        this.pool = pool;
        this.work = workers.queue("evaluations", PayloadFormat.NONE);
    }

    /** Notes a finished run with the budget in force; a run that is known already stays as it is. */
    Uni<Void> insert(SqlConnection transaction, TestRunFinished run) {
        return transaction
                .preparedQuery("""
                        INSERT INTO run_to_evaluate (run_id, system, run, budget_version, state)
                        SELECT $1, $2, $3::text::jsonb, newest.version,
                               CASE WHEN newest.version IS NULL THEN 'NO_BUDGET' ELSE 'PENDING' END
                          FROM (SELECT max(version) AS version FROM document WHERE kind = 'budget' AND system = $2) AS newest
                            ON CONFLICT (run_id) DO NOTHING RETURNING state""")
                .execute(Tuple.of(run.runId(), run.system(), text(run)))
                .chain(rows -> rows.stream().anyMatch(row -> row.getString(0).equals("PENDING"))
                        ? work.enqueue(transaction, run.runId(), null)
                        : Uni.createFrom().voidItem());
    }

    /** Its items are the ids of runs. */
    LeasedWork<Void> work() {
        return work;
    }

    /** Empty if the run does not wait for its evaluation. */
    Uni<Optional<RunToEvaluate>> pending(String runId) {
        return pool.preparedQuery("""
                        SELECT run::text, budget_version FROM run_to_evaluate
                         WHERE run_id = $1 AND state = 'PENDING'""").execute(Tuple.of(runId)).map(rows -> rows.stream()
                .findFirst()
                .map(row -> new RunToEvaluate(row.getString(0), row.getInteger(1))));
    }

    /** Ends the wait; fails if another replica has the run by now. */
    Uni<Void> finish(SqlConnection transaction, HeldWork<Void> held) {
        return transaction
                .preparedQuery("UPDATE run_to_evaluate SET state = 'DONE', problem = NULL WHERE run_id = $1")
                .execute(Tuple.of(held.item()))
                .chain(() -> work.finish(transaction, held));
    }

    /** Gives a run up; fails if another replica has it by now. */
    Uni<Void> giveUp(HeldWork<Void> held, String problem) {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(
                        "UPDATE run_to_evaluate SET state = 'FAILED', problem = $2 WHERE run_id = $1 AND state = 'PENDING'")
                .execute(Tuple.of(held.item(), problem))
                .chain(() -> work.finish(transaction, held)));
    }

    Uni<Optional<RunState>> state(String runId) {
        return pool.preparedQuery("""
                        SELECT run.state, coalesce(work.attempts, 0), coalesce(run.problem, work.problem)
                          FROM run_to_evaluate run
                          LEFT JOIN leased_work work ON work.queue = 'evaluations' AND work.item = run.run_id
                         WHERE run.run_id = $1""").execute(Tuple.of(runId)).map(rows -> rows.stream()
                .findFirst()
                .map(row -> new RunState(row.getString(0), row.getInteger(1), row.getString(2))));
    }

    private static String text(TestRunFinished run) {
        return new String(EventJson.write(run), StandardCharsets.UTF_8);
    }

    /**
     * Where the evaluation of a finished run stands.
     *
     * @param state PENDING, DONE, NO_BUDGET (none was stored when the run finished) or FAILED
     * @param problem why it is not done; null if nothing is wrong
     */
    record RunState(String state, int attempts, String problem) {

        private static final String AGAIN = ": belastbar report --system ID --run RUN --budget-version VERSION";

        /** Why there is no evaluation, as the words between "no" and the run's id. */
        String missing() {
            return switch (state) {
                case "PENDING" ->
                    "evaluation yet (attempt " + attempts + (problem == null ? "" : ": " + problem) + ") of test run";
                case "NO_BUDGET" ->
                    "evaluation (no budget was stored when the run finished; store one with: belastbar apply"
                            + " -f FOLDER, and judge the run with" + AGAIN + ") of test run";
                default -> "evaluation (" + problem + "; once that is mended, judge it with" + AGAIN + ") of test run";
            };
        }
    }

    /**
     * A finished run that waits for its evaluation.
     *
     * @param document the run as it was stored
     * @param budgetVersion in force when the run finished
     */
    record RunToEvaluate(String document, int budgetVersion) {

        /** Fails where the document cannot be read, which concerns this run only. */
        TestRunFinished run() {
            return (TestRunFinished)
                    EventJson.read(EventType.TEST_RUN_FINISHED, document.getBytes(StandardCharsets.UTF_8));
        }
    }
}
