package io.belastbar.budget.escalation;

import io.belastbar.budget.escalation.delivery.DeliveryRepository;
import io.belastbar.document.InvalidInput;
import io.belastbar.web.audit.AuditRepository;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** One escalation, and that somebody looks after it. */
@Path("/api/v1/escalations/{escalationId}")
@Produces(MediaType.APPLICATION_JSON)
public class AcknowledgementResource {

    private static final int NOTE_LENGTH_MAX = 2_000;

    private final Pool pool;
    private final EscalationRepository escalations;
    private final DeliveryRepository deliveries;
    private final AuditRepository audit;
    private final SecurityIdentity caller;

    AcknowledgementResource(
            Pool pool,
            EscalationRepository escalations,
            DeliveryRepository deliveries,
            AuditRepository audit,
            SecurityIdentity caller) {
        this.pool = pool;
        this.escalations = escalations;
        this.deliveries = deliveries;
        this.audit = audit;
        this.caller = caller;
    }

    /** What somebody says to it; may be null. */
    public record Acknowledgement(String note) {}

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "An escalation and how its messages went")
    public Uni<Response> byId(@PathParam("escalationId") String escalationId, @Context HttpHeaders request) {
        return detail(NotFound.uuid("escalation", escalationId))
                .map(detail -> ConditionalResponses.ok(detail, Etag.of(detail.toString()), request));
    }

    @POST
    @Path("/acknowledgement")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.ENGINEER, Roles.OPERATOR})
    @Operation(summary = "Look after it: it is not told again. Whoever says so later is noted beside the first")
    public Uni<EscalationDetail> acknowledge(@PathParam("escalationId") String escalationId, Acknowledgement said) {
        var id = NotFound.uuid("escalation", escalationId);
        var note = said == null || said.note() == null ? "" : said.note();
        if (note.length() > NOTE_LENGTH_MAX) {
            throw InvalidInput.of("/note", "has at most " + NOTE_LENGTH_MAX + " characters", note.length() + "");
        }
        var author = caller.getPrincipal().getName();
        return pool.withTransaction(transaction -> escalations
                        .acknowledge(transaction, id, author, note)
                        .invoke(found -> require(found, id))
                        .chain(() -> recorded(transaction, id, author, note)))
                .chain(() -> detail(id));
    }

    private Uni<Void> recorded(SqlConnection transaction, UUID id, String author, String note) {
        return escalations
                .endReminders(transaction, id)
                .chain(() -> deliveries.cancel(transaction, id, "acknowledged before it was sent"))
                .chain(() -> deliveries.hastenAlerts(transaction, id))
                .chain(() -> audit.record(transaction, author, "acknowledge escalation", id.toString(), note));
    }

    private Uni<EscalationDetail> detail(UUID id) {
        return escalations
                .byId(id)
                .map(found -> found.orElseThrow(() -> new NotFound("escalation", id.toString())))
                .chain(escalation -> detail(escalation));
    }

    private Uni<EscalationDetail> detail(Escalation escalation) {
        var id = escalation.escalationId();
        return Uni.combine()
                .all()
                .unis(deliveries.of(id), escalations.acknowledgements(id))
                .with((sent, said) -> new EscalationDetail(escalation, sent, said));
    }

    private static void require(boolean found, UUID id) {
        if (!found) {
            throw new NotFound("escalation", id.toString());
        }
    }
}
