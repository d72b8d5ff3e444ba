package io.belastbar.loadtest.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.loadtest.execution.RunLoadJob;
import io.belastbar.loadtest.progress.ProgressLog;
import io.belastbar.loadtest.progress.ProgressRepository;
import io.belastbar.loadtest.progress.RunProgress;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.loadtest.run.TestRunRepository;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The progress of a run as server-sent events: {@code progress} about every second, then {@code finished} once the
 * result is stored. Late joiners get all points; a client that comes back sends Last-Event-ID and gets the rest.
 */
@Path("/api/v1/test-runs/{id}/progress")
public class TestRunProgressResource {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final RunLoadJob loads;
    private final TestRunRepository runs;
    private final ProgressRepository progress;
    private final ObjectMapper json;

    TestRunProgressResource(RunLoadJob loads, TestRunRepository runs, ProgressRepository progress, ObjectMapper json) {
        this.loads = loads;
        this.runs = runs;
        this.progress = progress;
        this.json = json;
    }

    private record Batch(List<OutboundSseEvent> events, boolean last) {}

    @GET
    @KnownRunFilter.RunMustExist
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed(Roles.VIEWER)
    public Multi<OutboundSseEvent> progress(
            @PathParam("id") String id, @HeaderParam("Last-Event-ID") String lastEventId, @Context Sse sse) {
        UUID runId = TestRunResource.uuid(id);
        AtomicLong cursor = new AtomicLong(eventId(lastEventId));
        return Multi.createBy()
                .repeating()
                .uni(() -> next(runId, cursor, sse))
                .withDelay(LOOK_EVERY)
                .whilst(batch -> !batch.last())
                .onItem()
                .transformToIterable(Batch::events);
    }

    /** From memory if the run is active here, so that it goes on while PostgreSQL is away. */
    private Uni<Batch> next(UUID runId, AtomicLong cursor, Sse sse) {
        Optional<ProgressLog> active = loads.progressOf(runId);
        if (active.isPresent()) {
            List<RunProgress> points = active.get().after(cursor.get());
            return Uni.createFrom().item(batch(points, null, cursor, sse));
        }
        Uni<TestRun> run =
                runs.find(runId).map(found -> found.orElseThrow(() -> new NotFound("test run", runId.toString())));
        return run.chain(found -> progress.after(runId, cursor.get()).map(points -> batch(points, found, cursor, sse)));
    }

    private Batch batch(List<RunProgress> points, TestRun run, AtomicLong cursor, Sse sse) {
        List<OutboundSseEvent> events = new ArrayList<>();
        for (RunProgress point : points) {
            cursor.set(point.id());
            events.add(event(sse, "progress", point.id(), point));
        }
        boolean last = run != null && run.finished();
        if (last) {
            events.add(event(sse, "finished", cursor.incrementAndGet(), TestRunView.of(run)));
        }
        return new Batch(events, last);
    }

    private OutboundSseEvent event(Sse sse, String name, long id, Object data) {
        try {
            return sse.newEventBuilder()
                    .name(name)
                    .id(Long.toString(id))
                    .mediaType(MediaType.TEXT_PLAIN_TYPE)
                    .data(String.class, json.writeValueAsString(data))
                    .build();
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** An id that this stream never gave means: from the beginning. */
    private static long eventId(String lastEventId) {
        return lastEventId != null && lastEventId.matches("\\d{1,18}") ? Long.parseLong(lastEventId) : 0;
    }
}
