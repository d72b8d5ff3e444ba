package io.belastbar.budget.escalation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.http.Etag;
import io.belastbar.web.http.Page;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What was escalated in a system. */
@Path("/api/v1/systems/{system}/escalations")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
public class EscalationResource {

    private final EscalationRepository escalations;

    EscalationResource(EscalationRepository escalations) {
        this.escalations = escalations;
    }

    /** A page, and in an empty first one what to do about it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EscalationPage(List<Escalation> items, String nextCursor, String hint) {}

    @GET
    @Operation(summary = "The escalations of a system, newest first")
    public Uni<Response> list(
            @PathParam("system") String system,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor,
            @Context HttpHeaders request) {
        var size = Page.limit(limit);
        return escalations
                .before(system, Cursor.sequence(cursor), size + 1)
                .map(rows -> Page.of(rows, size, row -> Cursor.of(row.sequence())))
                .map(page -> new EscalationPage(page.items(), page.nextCursor(), hint(system, page, cursor)))
                .map(page -> ConditionalResponses.ok(page, Etag.of(page.toString()), request));
    }

    private static String hint(String system, Page<Escalation> page, String cursor) {
        return page.items().isEmpty() && cursor == null
                ? "Nothing was escalated. The rules: GET /api/v1/systems/" + system + "/escalation-rules"
                : null;
    }
}
