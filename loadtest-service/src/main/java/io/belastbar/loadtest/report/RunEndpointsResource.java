package io.belastbar.loadtest.report;

import io.belastbar.jobs.Await;
import io.belastbar.load.result.RunResult;
import io.belastbar.loadtest.run.EndpointReport;
import io.belastbar.loadtest.run.RunResultRepository;
import io.belastbar.loadtest.run.TestRunRepository;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What the endpoints of a run showed when some times of it do not count, and second by second. */
@Path("/api/v1/test-runs/{id}/endpoints")
@RunOnVirtualThread
public class RunEndpointsResource {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestRunRepository runs;
    private final RunResultRepository results;

    RunEndpointsResource(TestRunRepository runs, RunResultRepository results) {
        this.runs = runs;
        this.results = results;
    }

    /**
     * The endpoints, and how many seconds were left out.
     */
    record Answer(int secondsLeftOut, List<EndpointReport> endpoints) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary =
                    "The endpoints of a run without the seconds that touch given times (?without=FROM/TO, repeatable)")
    @Answers(409)
    public Answer endpoints(@PathParam("id") String id, @QueryParam("without") List<String> without) {
        var leftOut = LeftOut.parse(without);
        var result = result(id);
        if (!leftOut.times().isEmpty()) {
            requireSeconds(id, result);
        }
        var rest = leftOut.of(result);
        return new Answer(rest.secondsLeftOut(), EndpointReport.of(result.steps(), rest.totals(), rest.offeredFor()));
    }

    @GET
    @Path("/seconds")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "How many requests of each endpoint ended in each second of a run")
    @Answers(409)
    public RequestSeconds seconds(@PathParam("id") String id) {
        var result = result(id);
        requireSeconds(id, result);
        return RequestSeconds.of(result);
    }

    private void requireSeconds(String id, RunResult result) {
        if (result.seconds().size() == 0) {
            throw new Conflict("test run " + id
                    + Await.of(results.secondsRemovedAt(NotFound.uuid("test run", id)), PATIENCE)
                            .map(removed -> " has none of its seconds any more: they were removed at " + removed)
                            .orElse(" was measured as a whole, without its seconds"));
        }
    }

    private RunResult result(String id) {
        var run = Await.of(runs.find(NotFound.uuid("test run", id)), PATIENCE)
                .orElseThrow(() -> new NotFound("test run", id));
        return Await.of(results.find(run), PATIENCE)
                .orElseThrow(() -> new Conflict("test run " + id + " measured nothing"));
    }
}
