package io.belastbar.budget.run;

import io.belastbar.budget.run.RunRepository.RunState;
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
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What runs showed, held against the budget. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
public class EvaluationResource {

    private final EvaluationRepository evaluations;
    private final RunRepository runs;

    EvaluationResource(EvaluationRepository evaluations, RunRepository runs) {
        this.evaluations = evaluations;
        this.runs = runs;
    }

    @GET
    @Path("/systems/{system}/evaluations")
    @Operation(summary = "The evaluations of a system's runs, one a run, newest first")
    public Uni<EvaluationPage> list(
            @PathParam("system") String system,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        var size = Page.limit(limit);
        return evaluations
                .before(system, Cursor.sequence(cursor), size + 1)
                .map(rows -> Page.of(rows, size, row -> Cursor.of(row.sequence())))
                .map(page -> EvaluationPage.of(system, page, cursor == null));
    }

    @GET
    @Path("/evaluations/{evaluationId}")
    @Operation(summary = "An evaluation and the findings that it raised")
    public Uni<Response> byId(@PathParam("evaluationId") String evaluationId, @Context HttpHeaders request) {
        return evaluations
                .byId(NotFound.uuid("evaluation", evaluationId))
                .map(found -> found.orElseThrow(() -> new NotFound("evaluation", evaluationId)))
                .map(report -> answer(report, request));
    }

    @GET
    @Path("/test-runs/{runId}/evaluations")
    @Operation(summary = "Every evaluation of a run, newest first: its own and those that somebody asked for")
    public Uni<Page<EvaluationSummary>> listOfRun(
            @PathParam("runId") String runId, @QueryParam("limit") Integer limit, @QueryParam("cursor") String cursor) {
        var size = Page.limit(limit);
        return evaluations
                .ofRun(runId, Cursor.sequence(cursor), size + 1)
                .map(rows -> Page.of(rows, size, row -> Cursor.of(row.sequence())));
    }

    @GET
    @Path("/test-runs/{runId}/evaluation")
    @Operation(
            summary =
                    "The evaluation of a run, ?budgetVersion= for the newest against that version; 404 says why there is"
                            + " none yet")
    public Uni<Response> byRun(
            @PathParam("runId") String runId,
            @QueryParam("budgetVersion") Integer budgetVersion,
            @Context HttpHeaders request) {
        var wanted = budgetVersion == null ? evaluations.byRun(runId) : evaluations.byRun(runId, budgetVersion);
        return wanted.onItem().transformToUni(found -> found.map(
                        report -> Uni.createFrom().item(answer(report, request)))
                .orElseGet(() -> budgetVersion == null
                        ? missing(runId)
                        : Uni.createFrom()
                                .failure(new NotFound(
                                        "evaluation against version " + budgetVersion + " of the budget of test run",
                                        runId))));
    }

    private Uni<Response> missing(String runId) {
        return runs.state(runId).map(state -> {
            throw new NotFound(state.map(RunState::missing).orElse("finished test run"), runId);
        });
    }

    // An evaluation never changes: its id names its content.
    private static Response answer(EvaluationReport report, HttpHeaders request) {
        return ConditionalResponses.ok(report, Etag.of(report.evaluationId()), request);
    }
}
