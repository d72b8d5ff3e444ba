package io.belastbar.chaos.fault.door;

import io.belastbar.chaos.fault.Fault;
import io.belastbar.chaos.fault.FaultRequest;
import io.belastbar.chaos.fault.Faults;
import io.belastbar.chaos.fault.order.FaultOrder;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.http.Page;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;

/** Breaks registered targets, for a limited time. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class FaultResource {
    private final Faults faults;
    private final FaultIds ids;
    private final SecurityIdentity caller;

    FaultResource(Faults faults, FaultIds ids, SecurityIdentity caller) {
        this.faults = faults;
        this.ids = ids;
        this.caller = caller;
    }

    @POST
    @Path("/systems/{system}/faults")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Answers({200, 201, 404, 409, 422})
    public Response inject(
            @PathParam("system") String system,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            @HeaderParam("Idempotency-Key") String key,
            String body)
            throws InterruptedException {
        FaultOrder order = FaultOrder.parse(body);
        String by = caller.getPrincipal().getName();
        if (dryRun) {
            FaultRequest tried = FaultRequest.alone(UUID.randomUUID(), system, order, by);
            faults.require(tried);
            return Response.ok(DryRun.of(tried)).build();
        }
        Fault fault = faults.inject(FaultRequest.alone(ids.of(system, by, key, body), system, order, by));
        return Response.created(URI.create("/api/v1/faults/" + fault.id()))
                .entity(FaultView.of(fault))
                .build();
    }

    /** Newest first. */
    @GET
    @Path("/systems/{system}/faults")
    @RolesAllowed(Roles.VIEWER)
    public Page<FaultView> list(
            @PathParam("system") String system,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") Integer limit) {
        int size = Page.limit(limit);
        List<FaultView> found = faults.list(system, Cursor.moment(cursor), size + 1).stream()
                .map(FaultView::of)
                .toList();
        return Page.of(found, size, last -> Cursor.of(last.plannedAt(), last.id()));
    }

    @GET
    @Path("/faults/{id}")
    @RolesAllowed(Roles.VIEWER)
    public FaultView get(@PathParam("id") UUID id) {
        return faults.find(id).map(FaultView::of).orElseThrow(() -> new NotFound("fault", id.toString()));
    }

    /** Clears at once. 200 with the fault: ENDED, or CLEARING while the target does not answer. */
    @DELETE
    @Path("/faults/{id}")
    @RolesAllowed(Roles.OPERATOR)
    public FaultView cancel(@PathParam("id") UUID id) {
        return faults.clear(id, caller.getPrincipal().getName())
                .map(FaultView::of)
                .orElseThrow(() -> new NotFound("fault", id.toString()));
    }
}
