package io.belastbar.chaos.alert;

import io.belastbar.jobs.Await;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.http.Page;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.report.TimeParameter;
import io.belastbar.web.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Takes alerts as an Alertmanager's webhook and as an Alertmanager itself, and shows when each came. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AlertResource {

    private final AlertRepository alerts;
    private final SecurityIdentity caller;
    private final Clock clock = Clock.systemUTC();

    AlertResource(AlertRepository alerts, SecurityIdentity caller) {
        this.alerts = alerts;
        this.caller = caller;
    }

    @POST
    @Path("/alerts")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.ALERTS, Roles.ENGINEER, Roles.OPERATOR})
    @Operation(summary = "Alerts as Alertmanager's webhook sends them, version 4; known ones change nothing")
    @Answers(204)
    public Response webhook(String body) {
        return store(AlertmanagerWebhook.parse(body));
    }

    @POST
    @Path("/alertmanager/api/v2/alerts")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.ALERTS, Roles.ENGINEER, Roles.OPERATOR})
    @Operation(summary = "Alerts as an Alertmanager takes them (its API v2); known ones change nothing")
    public Response posted(String body) {
        store(PostedAlerts.parse(body, clock.instant()));
        return Response.ok().build();
    }

    @GET
    @Path("/alerts")
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary =
                    "The alerts that were received, each beginning and each end once, in the order in which they came")
    public Page<ReceivedAlert> list(
            @QueryParam("since") String since,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        int size = Page.limit(limit);
        Instant from = TimeParameter.read("since", since).orElse(Instant.EPOCH);
        long behind = cursor == null ? 0 : Cursor.decode(cursor, 1, parts -> Long.parseLong(parts.getFirst()));
        return Page.of(Await.of(alerts.since(from, behind, size + 1)), size, alert -> Cursor.of(alert.position()));
    }

    private Response store(AlertMessage message) {
        Await.of(alerts.store(message, caller.getPrincipal().getName(), clock.instant()));
        return Response.noContent().build();
    }
}
