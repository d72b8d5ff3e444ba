package io.belastbar.budget.alert;

import io.belastbar.budget.alert.RaisedAlert.Place;
import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.http.Page;
import io.belastbar.web.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The alerts of a system that are raised. */
@Path("/api/v1/systems/{system}/alerts")
@RunOnVirtualThread
public class AlertResource {

    private static final int PLACE_PARTS = 3;

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
    public Page<AlertView> alerts(
            @PathParam("system") String system,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        var size = Page.limit(limit);
        var after = cursor == null ? null : Cursor.decode(cursor, PLACE_PARTS, AlertResource::place);
        var rest = alerts.of(system).stream()
                .filter(alert -> after == null || alert.place().compareTo(after) > 0)
                .limit(size + 1L)
                .toList();
        var page = Page.of(rest, size, alert -> cursor(alert.place()));
        return new Page<>(page.items().stream().map(AlertView::of).toList(), page.nextCursor());
    }

    private static Cursor cursor(Place place) {
        return Cursor.of(place.status(), place.since(), place.name());
    }

    private static Place place(List<String> parts) {
        return new Place(MetricStatus.valueOf(parts.get(0)), Instant.parse(parts.get(1)), parts.get(2));
    }
}
