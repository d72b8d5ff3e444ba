package io.belastbar.chaos.record.action;

import io.belastbar.jobs.Await;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.http.Page;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** What is to be done after game days. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ActionItemResource {
    private final AddActionItem addition;
    private final ActionItemRepository items;
    private final SecurityIdentity caller;

    ActionItemResource(AddActionItem addition, ActionItemRepository items, SecurityIdentity caller) {
        this.addition = addition;
        this.items = items;
        this.caller = caller;
    }

    /** Adds one by hand: {@code {"text", "owner", "due", "retest", "severity"}}. The same text again is a conflict. */
    @POST
    @Path("/game-days/{id}/action-items")
    @Consumes({MediaType.APPLICATION_JSON, "application/yaml"})
    @RolesAllowed({Roles.ENGINEER, Roles.OPERATOR})
    @Answers({201, 404, 409})
    public Response add(@PathParam("id") UUID gameDay, String body) {
        ActionItem item = addition.add(gameDay, body, caller.getPrincipal().getName());
        return Response.created(URI.create("/api/v1/systems/" + item.system() + "/action-items"))
                .entity(ActionItemView.of(item, addition.today(item.system())))
                .build();
    }

    /** Newest first; {@code ?state=open} or {@code overdue} leaves out the others. */
    @GET
    @Path("/systems/{system}/action-items")
    @RolesAllowed(Roles.VIEWER)
    public Page<ActionItemView> list(
            @PathParam("system") String system,
            @QueryParam("state") String state,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        int size = Page.limit(limit);
        Cursor.Moment before = Cursor.moment(cursor);
        LocalDate today = addition.today(system);
        List<ActionItemView> rows =
                Await.of(items.ofSystem(system, ItemState.of(state), today, before.at(), before.id(), size + 1))
                        .stream()
                        .map(item -> ActionItemView.of(item, today))
                        .toList();
        return Page.of(rows, size, last -> Cursor.of(last.openedAt(), last.id()));
    }
}
