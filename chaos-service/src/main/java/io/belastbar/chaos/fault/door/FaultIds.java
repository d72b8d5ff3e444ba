package io.belastbar.chaos.fault.door;

import io.belastbar.jobs.Await;
import io.belastbar.web.http.IdempotencyRepository;
import io.belastbar.web.http.IdempotentRequest;
import io.belastbar.web.http.StoredAnswer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The ids of faults. An Idempotency-Key has one, which is stored before anything is broken: sent again it names the same fault. */
@ApplicationScoped
class FaultIds {
    private static final int CREATED = 201;

    private final Pool pool;
    private final IdempotencyRepository idempotency;

    FaultIds(Pool pool, IdempotencyRepository idempotency) {
        this.pool = pool;
        this.idempotency = idempotency;
    }

    /** @param key null: each request is another fault */
    UUID of(String system, String by, String key, String body) {
        UUID fresh = UUID.randomUUID();
        IdempotentRequest request = IdempotentRequest.of(by, "POST /api/v1/systems/" + system + "/faults", key, body);
        StoredAnswer answer = Await.of(pool.withTransaction(tx -> idempotency.once(
                tx, request, () -> Uni.createFrom().item(new StoredAnswer(CREATED, fresh.toString(), null)))));
        return UUID.fromString(answer.location());
    }
}
