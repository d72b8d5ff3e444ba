package io.belastbar.loadtest.request;

import io.belastbar.loadtest.execution.RunLoadJob;
import io.belastbar.loadtest.progress.RunProgress;
import io.belastbar.loadtest.progress.RunProgressRepository;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.loadtest.run.TestRunRepository;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.progress.ProgressLog;
import io.belastbar.web.progress.ProgressStream;
import io.belastbar.web.progress.ProgressStreams;
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
import java.util.Optional;
import java.util.UUID;

/**
 * The progress of a run as server-sent events: {@code progress} about every second, then {@code finished} once the
 * result is stored. Late joiners get all points; a client that comes back sends Last-Event-ID and gets the rest.
 */
@Path("/api/v1/test-runs/{id}/progress")
public class TestRunProgressResource implements ProgressStream.Work<RunProgress> {

    private final RunLoadJob loads;
    private final TestRunRepository runs;
    private final ProgressStream<RunProgress> stream;

    TestRunProgressResource(
            RunLoadJob loads, TestRunRepository runs, RunProgressRepository points, ProgressStreams streams) {
        this.loads = loads;
        this.runs = runs;
        this.stream = streams.of("test-run", this, points);
    }

    @GET
    @KnownRunFilter.RunMustExist
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed(Roles.VIEWER)
    public Multi<OutboundSseEvent> progress(
            @PathParam("id") String id, @HeaderParam("Last-Event-ID") String lastEventId, @Context Sse sse) {
        return stream.of(TestRunResource.uuid(id), lastEventId, sse);
    }

    @Override
    public Optional<ProgressLog<RunProgress>> log(UUID id) {
        return loads.progressOf(id);
    }

    @Override
    public Uni<Optional<Object>> end(UUID id) {
        return runs.find(id)
                .map(found -> found.orElseThrow(() -> new NotFound("test run", id.toString())))
                .map(run -> Optional.of(run).filter(TestRun::finished).map(TestRunView::of));
    }
}
