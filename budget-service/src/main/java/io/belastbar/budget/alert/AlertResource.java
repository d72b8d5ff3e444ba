package io.belastbar.budget.alert;

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

    private final ReadAlerts alerts;

    AlertResource(ReadAlerts alerts) {
        this.alerts = alerts;
    }

    /** One raised alert; {@code severity} is warning or critical. */
    record AlertView(
            String metric, String subject, String severity, String message, String messageGerman, Instant since) {

        static AlertView of(RaisedAlert alert) {
            return new AlertView(
                    alert.objective().metric(),
                    alert.objective().subject().text(),
                    alert.status().key(),
                    alert.message().english(),
                    alert.message().german(),
                    alert.since());
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Raised alerts, the worst first, each with the worst value since it was raised")
    public List<AlertView> alerts(@PathParam("system") String system) {
        return alerts.of(system).stream().map(AlertView::of).toList();
    }
}
