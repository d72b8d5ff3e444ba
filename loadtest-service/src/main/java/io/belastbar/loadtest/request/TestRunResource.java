package io.belastbar.loadtest.request;

import io.belastbar.load.result.RunResult;
import io.belastbar.loadtest.queue.QueueRepository;
import io.belastbar.loadtest.run.EndpointReport;
import io.belastbar.loadtest.run.EndpointResultRepository;
import io.belastbar.loadtest.run.RunOutcome.ThresholdView;
import io.belastbar.loadtest.run.RunResultRepository;
import io.belastbar.loadtest.run.RunState;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.loadtest.run.TestRunRepository;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.http.Etag;
import io.belastbar.web.http.Page;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Load-test runs, to look at. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public class TestRunResource {

    static final String SYSTEM = "/systems/{system}/test-runs";

    private final TestRunRepository runs;
    private final EndpointResultRepository endpoints;
    private final RunResultRepository results;
    private final QueueRepository queue;

    TestRunResource(
            TestRunRepository runs,
            EndpointResultRepository endpoints,
            RunResultRepository results,
            QueueRepository queue) {
        this.runs = runs;
        this.endpoints = endpoints;
        this.results = results;
        this.queue = queue;
    }

    /** Newest first. */
    @GET
    @Path(SYSTEM)
    @RolesAllowed(Roles.VIEWER)
    public Uni<Page<TestRunView>> list(
            @PathParam("system") String system,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        int size = Page.limit(limit);
        Cursor.Moment before = Cursor.moment(cursor);
        return runs.list(system, before.at(), before.id(), size + 1)
                .chain(this::inQueue)
                .map(views -> Page.of(views, size, last -> Cursor.of(last.requestedAt(), last.runId())));
    }

    private Uni<List<TestRunView>> inQueue(List<TestRun> rows) {
        List<UUID> queued = rows.stream()
                .filter(run -> run.state() instanceof RunState.Queued)
                .map(TestRun::id)
                .toList();
        return queue.positions(queued).map(positions -> rows.stream()
                .map(run -> TestRunView.inQueue(run, positions.get(run.id())))
                .toList());
    }

    @GET
    @Path("/test-runs/{id}")
    @RolesAllowed(Roles.VIEWER)
    public Uni<Response> get(@PathParam("id") String id, @Context HttpHeaders headers) {
        UUID runId = uuid(id);
        return runs.find(runId)
                .map(found -> found.orElseThrow(() -> new NotFound("test run", id)))
                .chain(this::withEndpoints)
                .map(view -> ConditionalResponses.ok(view, Etag.of(view.toString()), headers));
    }

    private Uni<TestRunView> withEndpoints(TestRun run) {
        if (!run.finished()) {
            return inQueue(List.of(run)).map(List::getFirst);
        }
        Uni<List<EndpointReport>> reports = endpoints.byRun(run.id());
        Uni<Optional<RunResult>> totals = results.totals(run);
        Uni<List<ThresholdView>> thresholds = results.thresholds(run.id());
        return Uni.combine()
                .all()
                .unis(reports, totals, thresholds)
                .with((list, result, judged) -> TestRunView.finished(
                        run,
                        list,
                        result.map(found -> RunDetails.of(found, judged)).orElse(null)));
    }

    /** An id that is no UUID names no run. */
    static UUID uuid(String id) {
        return NotFound.uuid("test run", id);
    }
}
