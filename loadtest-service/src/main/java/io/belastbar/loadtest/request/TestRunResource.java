package io.belastbar.loadtest.request;

import io.belastbar.jobs.Await;
import io.belastbar.loadtest.queue.QueueRepository;
import io.belastbar.loadtest.run.EndpointReport;
import io.belastbar.loadtest.run.EndpointResultRepository;
import io.belastbar.loadtest.run.RunOutcome.ThresholdView;
import io.belastbar.loadtest.run.RunResultRepository;
import io.belastbar.loadtest.run.RunState;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.loadtest.run.TestRunRepository;
import io.belastbar.loadtest.run.TestRunRepository.Kind;
import io.belastbar.loadtest.series.ResultTag;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.http.Etag;
import io.belastbar.web.http.Page;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Load-test runs, to look at. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public class TestRunResource {

    static final String SYSTEM = "/systems/{system}/test-runs";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestRunRepository runs;
    private final EndpointResultRepository endpoints;
    private final RunResultRepository results;
    private final QueueRepository queue;
    private final ResultTag tags;

    TestRunResource(
            TestRunRepository runs,
            EndpointResultRepository endpoints,
            RunResultRepository results,
            QueueRepository queue,
            ResultTag tags) {
        this.runs = runs;
        this.endpoints = endpoints;
        this.results = results;
        this.queue = queue;
        this.tags = tags;
    }

    /** Newest first; of one scenario, branch or testbed, where that is said. */
    @GET
    @Path(SYSTEM)
    @RolesAllowed(Roles.VIEWER)
    public Uni<Page<TestRunView>> list(
            @PathParam("system") String system,
            @QueryParam("scenario") String scenario,
            @QueryParam("branch") String branch,
            @QueryParam("testbed") String testbed,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        int size = Page.limit(limit);
        Cursor.Moment before = Cursor.moment(cursor);
        return runs.list(system, scenario, new Kind(Map.of(), branch, testbed), before.at(), before.id(), size + 1)
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
    @RunOnVirtualThread
    public Response get(@PathParam("id") String id, @Context HttpHeaders headers) {
        TestRun run = Await.of(runs.find(uuid(id))).orElseThrow(() -> new NotFound("test run", id));
        if (run.finished()) {
            return ConditionalResponses.made(() -> finished(run), tags.of(List.of(run.id()), "view"), headers);
        }
        TestRunView view = Await.of(inQueue(List.of(run))).getFirst();
        return ConditionalResponses.ok(view, Etag.of(view.toString()), headers);
    }

    /** What it measured is decoded and added up. */
    private TestRunView finished(TestRun run) {
        List<EndpointReport> list = Await.of(endpoints.byRun(run.id()));
        List<ThresholdView> judged = Await.of(results.thresholds(run.id()));
        RunDetails details = Await.of(results.totals(run), PATIENCE)
                .map(found -> RunDetails.of(found, judged))
                .orElse(null);
        return TestRunView.finished(run, list, details);
    }

    /** An id that is no UUID names no run. */
    static UUID uuid(String id) {
        return NotFound.uuid("test run", id);
    }
}
