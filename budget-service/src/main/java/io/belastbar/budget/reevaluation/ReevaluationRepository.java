package io.belastbar.budget.reevaluation;

import io.belastbar.budget.run.EvaluationReport;
import io.belastbar.budget.run.EvaluationRepository;
import io.belastbar.web.http.IdempotencyRepository;
import io.belastbar.web.http.IdempotentRequest;
import io.belastbar.web.http.StoredAnswer;
import io.belastbar.web.problem.NotFound;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Runs that are judged again, and what came of it. */
@ApplicationScoped
class ReevaluationRepository {

    private static final int CREATED = 201;

    private final Pool pool;
    private final EvaluationRepository evaluations;
    private final IdempotencyRepository idempotency;

    ReevaluationRepository(Pool pool, EvaluationRepository evaluations, IdempotencyRepository idempotency) {
        this.pool = pool;
        this.evaluations = evaluations;
        this.idempotency = idempotency;
    }

    /** Empty if neither the run nor an evaluation of it is known. */
    Uni<Optional<KnownRun>> find(String runId) {
        return find(pool, runId);
    }

    private static Uni<Optional<KnownRun>> find(SqlClient client, String runId) {
        return client.preparedQuery("""
                        SELECT run.state, run.run::text, coalesce(own.as_of, own.evaluated_at, run.noted_at), own.evaluation_id
                          FROM (SELECT * FROM run_to_evaluate WHERE run_id = $1) AS run
                          FULL JOIN (SELECT * FROM evaluation WHERE run_id = $1 AND reevaluation_of IS NULL) AS own
                            ON own.run_id = run.run_id""").execute(Tuple.of(runId)).map(rows -> rows.stream()
                .findFirst()
                .map(row -> new KnownRun(
                        runId,
                        row.getString(0),
                        row.getString(1),
                        row.getOffsetDateTime(2).toInstant(),
                        row.getUUID(3) == null ? null : row.getUUID(3).toString())));
    }

    /**
     * Stores an evaluation beside the run's own, or as its own if it has none, and answers with it.
     *
     * @throws NotFound (as the Uni's failure) if the run is gone by now
     */
    Uni<StoredAnswer> store(EvaluationReport report, IdempotentRequest request) {
        return pool.withTransaction(
                transaction -> idempotency.once(transaction, request, () -> insert(transaction, report)));
    }

    private Uni<StoredAnswer> insert(SqlConnection transaction, EvaluationReport report) {
        return lock(transaction, report.runId())
                .chain(() -> find(transaction, report.runId()))
                .map(found -> found.orElseThrow(() -> new NotFound("finished test run", report.runId())))
                .invoke(KnownRun::requireReady)
                .map(KnownRun::evaluation)
                .map(own -> own == null ? report : report.besides(own))
                .call(stored -> evaluations.insert(transaction, stored))
                .call(stored -> stored.reevaluationOf() == null
                        ? becomesOwn(transaction, stored)
                        : saysNothingElse(transaction, stored))
                .map(stored -> new StoredAnswer(
                        CREATED, "/api/v1/evaluations/" + stored.evaluationId(), evaluations.json(stored)));
    }

    /** Only one of two that are made at once can become the run's own. */
    private static Uni<Void> lock(SqlConnection transaction, String runId) {
        return transaction
                .preparedQuery("SELECT FROM run_to_evaluate WHERE run_id = $1 FOR UPDATE")
                .execute(Tuple.of(runId))
                .replaceWithVoid();
    }

    /** What the run showed is what its own evaluation says. */
    private static Uni<Void> saysNothingElse(SqlConnection transaction, EvaluationReport report) {
        return transaction
                .preparedQuery("DELETE FROM shown_promise WHERE evaluation_id = $1")
                .execute(Tuple.of(UUID.fromString(report.evaluationId())))
                .replaceWithVoid();
    }

    /** It speaks as of the run's time, and takes no newer word away. */
    private static Uni<Void> becomesOwn(SqlConnection transaction, EvaluationReport report) {
        var id = UUID.fromString(report.evaluationId());
        return transaction
                .preparedQuery("""
                        DELETE FROM shown_promise late USING evaluation e
                         WHERE late.evaluation_id = $1 AND e.evaluation_id = $1
                           AND EXISTS (SELECT FROM shown_promise newer
                                        WHERE newer.system = late.system AND newer.subject = late.subject
                                          AND newer.metric = late.metric AND newer.limit_text = late.limit_text
                                          AND (newer.verdict <> 'INCONCLUSIVE' OR late.verdict = 'INCONCLUSIVE')
                                          AND newer.evaluation_id <> $1 AND newer.evaluated_at > e.as_of)""")
                .execute(Tuple.of(id))
                .chain(() -> transaction.preparedQuery("""
                                UPDATE shown_promise shown SET evaluated_at = e.as_of FROM evaluation e
                                 WHERE shown.evaluation_id = $1 AND e.evaluation_id = $1""").execute(Tuple.of(id)))
                .chain(() -> transaction
                        .preparedQuery("UPDATE run_to_evaluate SET state = 'DONE', problem = NULL WHERE run_id = $1")
                        .execute(Tuple.of(report.runId())))
                .replaceWithVoid();
    }
}
