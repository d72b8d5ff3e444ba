package io.belastbar.backbone.trace;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.contracts.GameDayStep;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;

/** Requests that bring an event about, in both ways in which the services are written. */
@Path("/tell/{action}/{key}")
@PermitAll
public class TellingResource {

    private final Pool pool;
    private final OutboxRepository outbox;

    TellingResource(Pool pool, OutboxRepository outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    @POST
    @Path("/reactive")
    public Uni<Void> reactive(@RestPath String action, @RestPath String key) {
        return tell(action, key);
    }

    @POST
    @Path("/virtual")
    @RunOnVirtualThread
    public void virtual(@RestPath String action, @RestPath String key) {
        tell(action, key).await().atMost(Duration.ofSeconds(10));
    }

    private Uni<Void> tell(String action, String key) {
        var step = new GameDayStep(key, "smartbav", 1, action, "INJECTED", "insurer", Instant.EPOCH, "x", Map.of());
        return pool.withTransaction(
                transaction -> transaction.query("SELECT 1").execute().chain(() -> outbox.append(transaction, step)));
    }
}
