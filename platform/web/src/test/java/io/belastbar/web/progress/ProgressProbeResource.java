package io.belastbar.web.progress;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Work that a test does: its events are in a log here, in PostgreSQL, or in both. */
@Path("/api/v1/probe/progress/{id}")
@Singleton
public class ProgressProbeResource implements ProgressStream.Work<ProgressProbeResource.Step> {

    /** Two kinds of events. */
    public record Step(long id, String text) implements ProgressEvent {
        @Override
        public String event() {
            return id % 2 == 0 ? "even" : "odd";
        }
    }

    @Singleton
    public static class StepRepository extends ProgressRepository<Step> {
        private final Pool pool;

        StepRepository(Pool pool, ObjectMapper json) {
            super(pool, json, Step.class, "probe_progress", "work_id");
            this.pool = pool;
        }

        void store(UUID work, List<Step> steps) {
            pool.withTransaction(transaction -> append(transaction, work, steps))
                    .await()
                    .atMost(Duration.ofSeconds(60));
        }
    }

    final ProgressStream<Step> stream;
    final StepRepository stored;
    final Map<UUID, ProgressLog<Step>> logs = new ConcurrentHashMap<>();
    final Map<UUID, String> ends = new ConcurrentHashMap<>();
    volatile IntConsumer onLook = page -> {};
    final Map<UUID, AtomicInteger> pages = new ConcurrentHashMap<>();

    ProgressProbeResource(StepRepository stored, ProgressStreams streams) {
        this.stored = stored;
        this.stream = streams.of("probe", this, stored, Duration.ofMillis(20));
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed(Roles.VIEWER)
    public Multi<OutboundSseEvent> progress(
            @PathParam("id") UUID id, @HeaderParam("Last-Event-ID") String lastEventId, @Context Sse sse) {
        return stream.of(id, lastEventId, sse);
    }

    @Override
    public Optional<ProgressLog<Step>> log(UUID id) {
        return Optional.ofNullable(logs.get(id));
    }

    /** Asked once for each page that comes from PostgreSQL. */
    @Override
    public Uni<Optional<Object>> end(UUID id) {
        int page = pages.computeIfAbsent(id, unknown -> new AtomicInteger()).incrementAndGet();
        return Uni.createFrom()
                .<Optional<Object>>item(() -> {
                    onLook.accept(page);
                    return Optional.ofNullable(ends.get(id));
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
