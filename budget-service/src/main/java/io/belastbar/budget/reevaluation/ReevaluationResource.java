package io.belastbar.budget.reevaluation;

import io.belastbar.web.http.IdempotentRequest;
import io.belastbar.web.http.StoredResponses;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Judges runs again. */
@Path("/api/v1")
public class ReevaluationResource {

    private final ReevaluateRun runs;

    ReevaluationResource(ReevaluateRun runs) {
        this.runs = runs;
    }

    /** Answers the evaluation with its address; 409 while the run waits for its own, or if its measurements are not kept. */
    @POST
    @Path("/test-runs/{runId}/evaluation")
    @RolesAllowed(Roles.ENGINEER)
    @RunOnVirtualThread
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Hold a finished run against another version of the budget; by default the one in force")
    @Answers({201, 404, 409})
    public Response reevaluate(
            @PathParam("runId") String runId,
            @QueryParam("budgetVersion") Integer budgetVersion,
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            @Context SecurityContext caller) {
        var request = IdempotentRequest.of(
                caller.getUserPrincipal().getName(),
                "POST /api/v1/test-runs/" + runId + "/evaluation",
                idempotencyKey,
                String.valueOf(budgetVersion));
        return StoredResponses.of(runs.reevaluate(runId, budgetVersion, request));
    }
}
