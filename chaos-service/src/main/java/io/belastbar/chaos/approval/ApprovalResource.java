package io.belastbar.chaos.approval;

import io.belastbar.chaos.ChaosConfig;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import io.belastbar.jobs.Await;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;

/** Where a second person approves what is to be done in production. */
@Path("/api/v1/systems/{system}/approvals")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ApprovalResource {
    private final ApprovalRepository approvals;
    private final ChaosConfig config;
    private final SecurityIdentity caller;

    ApprovalResource(ApprovalRepository approvals, ChaosConfig config, SecurityIdentity caller) {
        this.approvals = approvals;
        this.config = config;
        this.caller = caller;
    }

    /** {@code {"hash": "…"}}; 409 for whoever asked for it, or changed it last. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Answers({201, 409})
    public Response approve(@PathParam("system") String system, String body) {
        DocumentNode root = DocumentParser.parse(body == null ? "" : body);
        ErrorCollector errors = new ErrorCollector();
        root.requireMapping(errors);
        root.rejectUnknown(Set.of("hash"), errors);
        String hash = root.name("hash", errors);
        if (errors.isEmpty() && !hash.matches("[0-9a-f]{64}")) {
            errors.add(root.required("hash", errors), "must be a SHA-256 of 64 hexadecimal digits");
        }
        errors.throwIfAny("the approval has errors");
        String by = caller.getPrincipal().getName();
        if (Await.of(approvals.requestedBy(system, hash)).filter(by::equals).isPresent()) {
            throw new Conflict("what " + by + " asked for is approved by another person");
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Approval approval = new Approval(
                UUID.randomUUID(),
                system,
                hash,
                by,
                now,
                now.plus(config.production().approvalValidity()));
        Await.of(approvals.approve(approval));
        return Response.status(201).entity(approval).build();
    }
}
