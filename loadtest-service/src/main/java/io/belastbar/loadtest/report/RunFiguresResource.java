package io.belastbar.loadtest.report;

import io.belastbar.document.InvalidInput;
import io.belastbar.jobs.Await;
import io.belastbar.loadtest.progress.RunProgressRepository;
import io.belastbar.loadtest.run.RunResultRepository;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.loadtest.run.TestRunRepository;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.report.TimeParameter;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What a run showed in some seconds, also while it runs. */
@Path("/api/v1/test-runs/{id}/figures")
@RunOnVirtualThread
public class RunFiguresResource {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestRunRepository runs;
    private final RunResultRepository results;
    private final RunProgressRepository progress;

    RunFiguresResource(TestRunRepository runs, RunResultRepository results, RunProgressRepository progress) {
        this.runs = runs;
        this.results = results;
        this.progress = progress;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "Requests, errors and response times of the whole seconds between two moments, also of a run that"
                    + " runs (?from&to&endpoint&tenant, ?each=tenant)")
    public RunFigures figures(
            @PathParam("id") String id,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("endpoint") String endpoint,
            @QueryParam("tenant") String tenant,
            @QueryParam("each") String each) {
        if (each != null && !each.equals("tenant")) {
            throw InvalidInput.of("each", "must be tenant", each);
        }
        Optional<Instant> since = TimeParameter.read("from", from);
        Optional<Instant> until = TimeParameter.read("to", to);
        TestRun run = Await.of(runs.find(NotFound.uuid("test run", id)), PATIENCE)
                .orElseThrow(() -> new NotFound("test run", id));
        var shape = Await.of(results.shape(run.id()), PATIENCE);
        Optional<Instant> start = start(run);
        if (shape.isEmpty() || start.isEmpty()) {
            return new RunFigures(id, null, null, 0, List.of());
        }
        var steps = shape.get().steps();
        if (endpoint != null && steps.stream().noneMatch(step -> step.endpoint().equals(endpoint))) {
            throw new NotFound("endpoint of test run " + id, endpoint);
        }
        var asked = RunFigures.asked(
                step -> endpoint == null || steps.get(step).endpoint().equals(endpoint),
                shape.get().tenants(),
                tenant,
                each != null);
        int first = since.map(moment -> firstWhole(start.get(), moment)).orElse(0);
        int last = until.map(moment -> lastWhole(start.get(), moment)).orElse(Integer.MAX_VALUE);
        return RunFigures.of(id, start.get(), Await.of(results.seconds(run.id(), first, last), PATIENCE), asked);
    }

    private Optional<Instant> start(TestRun run) {
        return run.finished()
                ? Optional.ofNullable(run.startedAt())
                : Await.of(progress.loadBeganAt(run.id()), PATIENCE);
    }

    /** The first second that begins at a moment or after it. */
    static int firstWhole(Instant start, Instant moment) {
        return clamped(Math.ceilDiv(Duration.between(start, moment).toMillis(), 1_000L));
    }

    /** The last second that ends at a moment or before it. */
    static int lastWhole(Instant start, Instant moment) {
        return clamped(Math.floorDiv(Duration.between(start, moment).toMillis(), 1_000L) - 1);
    }

    private static int clamped(long second) {
        return Math.clamp(second, -1, Integer.MAX_VALUE);
    }
}
