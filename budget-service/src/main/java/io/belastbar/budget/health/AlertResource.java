package io.belastbar.budget.health;

import io.belastbar.web.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The alerts of a system that are raised. */
@Path("/api/v1/systems/{system}/alerts")
@RunOnVirtualThread
public class AlertResource {

    private final ReadHealth health;

    AlertResource(ReadHealth health) {
        this.health = health;
    }

    /** One raised alert; {@code severity} is warning or critical. */
    record AlertView(
            String metric, String subject, String severity, String message, String messageGerman, Instant since) {

        static AlertView of(Alert alert) {
            return new AlertView(
                    alert.objective().metric(),
                    alert.objective().subject().text(),
                    alert.state().status().key(),
                    alert.message().english(),
                    alert.message().german(),
                    alert.state().changedAt());
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "Raised alerts, the worst first; raised after 2 values in a row, resolved after 3 with a margin")
    public List<AlertView> alerts(@PathParam("system") String system) {
        return health.alerts(system).stream().map(AlertView::of).toList();
    }
}
