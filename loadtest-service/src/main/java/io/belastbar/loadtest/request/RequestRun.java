package io.belastbar.loadtest.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.loadtest.catalog.Scenarios;
import io.belastbar.loadtest.queue.EnqueueRun;
import io.belastbar.loadtest.queue.RunRequest;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.web.http.IdempotencyRepository;
import io.belastbar.web.http.IdempotentRequest;
import io.belastbar.web.http.StoredAnswer;
import io.belastbar.web.problem.NotFound;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Clock;

/** Takes requests for runs, each in one transaction: the queued run, the remembered answer, the audit line. */
@ApplicationScoped
public class RequestRun {

    private final Pool pool;
    private final Scenarios scenarios;
    private final EnqueueRun queue;
    private final IdempotencyRepository idempotency;
    private final ObjectMapper json;
    private final Clock clock = Clock.systemUTC();

    RequestRun(Pool pool, Scenarios scenarios, EnqueueRun queue, IdempotencyRepository idempotency, ObjectMapper json) {
        this.pool = pool;
        this.scenarios = scenarios;
        this.queue = queue;
        this.idempotency = idempotency;
        this.json = json;
    }

    Uni<StoredAnswer> request(String system, String idempotencyKey, String caller, String body) {
        RunRequest request = RunRequest.parse(body);
        IdempotentRequest once = idempotent(system, idempotencyKey, caller, body);
        return scenarios
                .latest(system, request.scenario())
                .map(found -> found.orElseThrow(() -> new NotFound("scenario", request.scenario())))
                .map(stored -> queue.prepare(stored, request, caller, clock.instant()))
                .chain(run -> pool.withTransaction(
                        transaction -> idempotency.once(transaction, once, () -> enqueue(transaction, run, request))));
    }

    static IdempotentRequest idempotent(String system, String key, String caller, String body) {
        return IdempotentRequest.of(caller, "POST /api/v1/systems/" + system + "/test-runs", key, body);
    }

    private Uni<StoredAnswer> enqueue(SqlConnection transaction, TestRun run, RunRequest request) {
        return queue.enqueue(transaction, run, request.whenBusy())
                .map(position -> new StoredAnswer(
                        202, "/api/v1/test-runs/" + run.id(), write(TestRunView.inQueue(run, position))));
    }

    private String write(TestRunView view) {
        try {
            return json.writeValueAsString(view);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
