package io.belastbar.loadtest.request;

import io.belastbar.web.openapi.Answers;
import io.belastbar.web.security.Roles;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** Changes the load of a running test. */
@Path("/api/v1/test-runs/{id}/load")
@Produces(MediaType.APPLICATION_JSON)
public class ChangeLoadResource {

    private final ChangeLoad changes;

    ChangeLoadResource(ChangeLoad changes) {
        this.changes = changes;
    }

    /**
     * {@code {"users": 20}} or {@code {"ratePerSecond": 200}}, from now until the planned end, or until {@code notAfter}:
     * the run ends then at the latest.
     */
    @PATCH
    @Consumes({MediaType.APPLICATION_JSON, "application/yaml", "application/merge-patch+json"})
    @RolesAllowed(Roles.ENGINEER)
    @Answers({202, 409})
    @Blocking
    public Uni<Response> change(@PathParam("id") String id, @Context SecurityContext caller, String body) {
        return changes.change(
                        TestRunResource.uuid(id), caller.getUserPrincipal().getName(), body)
                .map(run -> Response.accepted(TestRunView.of(run)).build());
    }
}
