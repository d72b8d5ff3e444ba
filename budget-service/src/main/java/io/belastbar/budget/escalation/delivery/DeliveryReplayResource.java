package io.belastbar.budget.escalation.delivery;

import io.belastbar.web.audit.AuditRepository;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Sends dead messages again. */
@Path("/api/v1/escalation-deliveries/{deliveryId}/replay")
public class DeliveryReplayResource {

    private final Pool pool;
    private final DeliveryRepository deliveries;
    private final AuditRepository audit;
    private final SecurityIdentity caller;

    DeliveryReplayResource(Pool pool, DeliveryRepository deliveries, AuditRepository audit, SecurityIdentity caller) {
        this.pool = pool;
        this.deliveries = deliveries;
        this.audit = audit;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Roles.ENGINEER)
    @Operation(summary = "Send a dead message again, with all its attempts")
    @Answers(202)
    public Uni<Response> replay(@PathParam("deliveryId") String deliveryId) {
        var id = NotFound.uuid("dead escalation delivery", deliveryId);
        var author = caller.getPrincipal().getName();
        return pool.withTransaction(transaction -> deliveries
                        .replay(transaction, id)
                        .invoke(found -> require(found, deliveryId))
                        .call(() -> audit.record(transaction, author, "replay escalation delivery", deliveryId, "")))
                .map(done -> Response.accepted().build());
    }

    private static void require(boolean found, String deliveryId) {
        if (!found) {
            throw new NotFound("dead escalation delivery", deliveryId);
        }
    }
}
