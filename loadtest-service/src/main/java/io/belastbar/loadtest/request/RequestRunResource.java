package io.belastbar.loadtest.request;

import io.belastbar.document.InvalidInput;
import io.belastbar.loadtest.execution.RunLoadJob;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.web.http.StoredResponses;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.security.Roles;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** Asks for runs, and takes that back. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public class RequestRunResource {

    private final RequestRun requests;
    private final CancelRun cancels;
    private final RunLoadJob loads;

    RequestRunResource(RequestRun requests, CancelRun cancels, RunLoadJob loads) {
        this.requests = requests;
        this.cancels = cancels;
        this.loads = loads;
    }

    /** Queues a run of a stored scenario; 409 while its system is busy if {@code "whenBusy": "reject"}. */
    @POST
    @Path(TestRunResource.SYSTEM)
    @Consumes({MediaType.APPLICATION_JSON, "application/yaml"})
    @RolesAllowed(Roles.ENGINEER)
    @Answers({202, 404, 409})
    @Blocking
    public Uni<Response> start(
            @PathParam("system") String system,
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            @Context SecurityContext caller,
            String body) {
        return requests.request(
                        system, idempotencyKey, caller.getUserPrincipal().getName(), body)
                .map(StoredResponses::of);
    }

    /**
     * Takes back a request by its key: its run ends as if it were deleted itself. 404 if there is none; a request with this
     * key that comes later starts none then.
     */
    @DELETE
    @Path(TestRunResource.SYSTEM)
    @RolesAllowed(Roles.ENGINEER)
    @Answers({200, 202, 404})
    public Uni<Response> cancelRequest(
            @PathParam("system") String system,
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            @Context SecurityContext caller) {
        if (idempotencyKey == null) {
            throw InvalidInput.of("Idempotency-Key", "must be the key of the request that is taken back", "none");
        }
        String by = caller.getUserPrincipal().getName();
        return ended(cancels.cancelRequest(system, idempotencyKey, by), by);
    }

    /** Ends a run early: 202 while it ends, 200 if it has ended already. */
    @DELETE
    @Path("/test-runs/{id}")
    @RolesAllowed(Roles.ENGINEER)
    @Answers({200, 202})
    public Uni<Response> cancel(@PathParam("id") String id, @Context SecurityContext caller) {
        String by = caller.getUserPrincipal().getName();
        return ended(cancels.cancel(TestRunResource.uuid(id), by), by);
    }

    private Uni<Response> ended(Uni<TestRun> cancelled, String by) {
        return cancelled.invoke(run -> loads.cancel(run.id(), by)).map(run -> Response.status(
                        run.finished() ? Response.Status.OK : Response.Status.ACCEPTED)
                .entity(TestRunView.of(run))
                .build());
    }
}
