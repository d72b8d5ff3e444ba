package io.belastbar.loadtest.request;

import io.belastbar.loadtest.run.RunEnd;
import io.belastbar.loadtest.run.RunJournal;
import io.belastbar.loadtest.run.RunOutcome;
import io.belastbar.loadtest.run.RunState;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.loadtest.run.TestRunRepository;
import io.belastbar.loadtest.run.Unstored;
import io.belastbar.web.audit.AuditRepository;
import io.belastbar.web.http.IdempotencyRepository;
import io.belastbar.web.http.IdempotentRequest;
import io.belastbar.web.http.StoredAnswer;
import io.belastbar.web.problem.NotFound;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/** Takes back requests for runs. */
@ApplicationScoped
public class CancelRun {

    private final Pool pool;
    private final TestRunRepository runs;
    private final RunJournal journal;
    private final AuditRepository audit;
    private final IdempotencyRepository idempotency;
    private final Clock clock = Clock.systemUTC();

    CancelRun(
            Pool pool,
            TestRunRepository runs,
            RunJournal journal,
            AuditRepository audit,
            IdempotencyRepository idempotency) {
        this.pool = pool;
        this.runs = runs;
        this.journal = journal;
        this.audit = audit;
        this.idempotency = idempotency;
    }

    /** A queued run ends at once; a running one is asked to; a finished one stays what it is. */
    Uni<TestRun> cancel(UUID id, String caller) {
        return pool.withTransaction(transaction -> runs.lock(transaction, id)
                        .map(found -> found.orElseThrow(() -> new NotFound("test run", id.toString())))
                        .call(run -> end(transaction, run, caller)))
                .chain(() -> runs.find(id))
                .map(found -> found.orElseThrow());
    }

    /**
     * The run that was asked for with this key ends; if none was, none will be.
     *
     * @throws NotFound (as the Uni's failure) if there is none, and never will be
     */
    Uni<TestRun> cancelRequest(String system, String idempotencyKey, String caller) {
        IdempotentRequest request = RequestRun.idempotent(system, idempotencyKey, caller, "");
        return pool.withTransaction(transaction -> idempotency.forestall(transaction, request))
                .map(known -> known.map(StoredAnswer::location)
                        .orElseThrow(() -> new NotFound("test run of the Idempotency-Key", idempotencyKey)))
                .chain(location -> cancel(UUID.fromString(location.substring(location.lastIndexOf('/') + 1)), caller));
    }

    private Uni<Void> end(SqlConnection transaction, TestRun run, String caller) {
        Uni<Void> noted =
                audit.record(transaction, caller, "test-run.cancelled", run.id().toString(), run.system());
        return switch (run.state()) {
            case RunState.Queued queued -> {
                RunOutcome outcome = RunOutcome.unstarted(clock.instant(), RunEnd.cancelled(caller));
                yield noted.chain(() -> journal.finish(transaction, run, outcome, Unstored.NOTHING))
                        .replaceWithVoid();
            }
            case RunState.Running running -> noted.chain(() -> runs.requestCancel(transaction, run.id(), caller));
            case RunState.Finished finished -> Uni.createFrom().voidItem();
        };
    }
}
