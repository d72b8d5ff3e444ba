package io.belastbar.budget.health;

import io.belastbar.web.openapi.Answers;
import io.belastbar.web.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The health of a system by its KPIs. */
@Path("/api/v1/systems/{system}/health")
@RunOnVirtualThread
public class HealthResource {

    private final ReadHealth health;

    HealthResource(ReadHealth health) {
        this.health = health;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Each promised figure with its newest value: ok, warning, critical or unknown")
    @Answers(404)
    public HealthView health(@PathParam("system") String system) {
        return health.of(system);
    }
}
