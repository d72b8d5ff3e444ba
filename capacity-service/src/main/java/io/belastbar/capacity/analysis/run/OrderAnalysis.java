package io.belastbar.capacity.analysis.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.capacity.analysis.AnalysisOrder;
import io.belastbar.capacity.analysis.AnalysisState;
import io.belastbar.web.audit.AuditRepository;
import io.belastbar.web.http.IdempotencyRepository;
import io.belastbar.web.http.IdempotentRequest;
import io.belastbar.web.http.StoredAnswer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Takes a request for an analysis, in one transaction: the order, the remembered answer, the audit line. */
@ApplicationScoped
public class OrderAnalysis {
    private final Pool pool;
    private final AnalysisQueue queue;
    private final IdempotencyRepository idempotency;
    private final AuditRepository audit;
    private final ObjectMapper json;
    private final InstantSource clock = InstantSource.system();

    OrderAnalysis(
            Pool pool,
            AnalysisQueue queue,
            IdempotencyRepository idempotency,
            AuditRepository audit,
            ObjectMapper json) {
        this.pool = pool;
        this.queue = queue;
        this.idempotency = idempotency;
        this.audit = audit;
        this.json = json;
    }

    /** @param key null if the caller sent none */
    public Uni<StoredAnswer> order(String system, String key, String caller) {
        IdempotentRequest once =
                IdempotentRequest.of(caller, "POST /api/v1/systems/" + system + "/capacity-analysis", key, "");
        AnalysisOrder order = new AnalysisOrder(
                UUID.randomUUID(), system, clock.instant().truncatedTo(ChronoUnit.MICROS), caller, null);
        return pool.withTransaction(tx -> idempotency.once(tx, once, () -> order(tx, order)));
    }

    private Uni<StoredAnswer> order(SqlConnection tx, AnalysisOrder order) {
        String path = "/api/v1/systems/" + order.system() + "/capacity-analysis/" + order.id();
        AnalysisState waiting = new AnalysisState(
                order.id(), order.system(), order.at(), order.by(), AnalysisState.State.WAITING, null);
        return queue.order(tx, order)
                .chain(() -> audit.record(
                        tx,
                        order.by(),
                        "capacity-analysis.ordered",
                        order.system(),
                        order.id().toString()))
                .replaceWith(new StoredAnswer(202, path, write(waiting)));
    }

    private String write(AnalysisState state) {
        try {
            return json.writeValueAsString(state);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
