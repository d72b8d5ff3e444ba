package io.belastbar.profiling.proof.door;

import io.belastbar.jobs.Await;
import io.belastbar.profiling.proof.record.IndexProof;
import io.belastbar.profiling.proof.record.IndexProofRepository;
import io.belastbar.profiling.proof.work.ProofOrders;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.http.Page;
import io.belastbar.web.http.StoredResponses;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** The proofs of a system's indexes. */
@Path("/api/v1/systems/{system}/index-proofs")
@Produces(MediaType.APPLICATION_JSON)
public class IndexProofsResource {
    private final RequestProof requests;
    private final IndexProofRepository proofs;
    private final ProofOrders orders;

    IndexProofsResource(RequestProof requests, IndexProofRepository proofs, ProofOrders orders) {
        this.requests = requests;
        this.proofs = proofs;
        this.orders = orders;
    }

    /** Queues a proof: of a finding's index, of given ones, or, without a body, of those of all open findings. */
    @POST
    @Consumes({MediaType.APPLICATION_JSON, "application/yaml"})
    @RolesAllowed(Roles.ENGINEER)
    @Answers({202, 404, 409})
    @RunOnVirtualThread
    public Response start(
            @PathParam("system") String system,
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            @Context SecurityContext caller,
            String body) {
        String target = orders.target(system);
        return StoredResponses.of(Await.of(requests.request(
                system, target, idempotencyKey, caller.getUserPrincipal().getName(), body)));
    }

    /** Newest first, without their reports. */
    @GET
    @RolesAllowed(Roles.VIEWER)
    public Uni<Page<IndexProof>> list(
            @PathParam("system") String system,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        int size = Page.limit(limit);
        Cursor.Moment before = Cursor.moment(cursor);
        return proofs.list(system, before.at(), before.id(), size + 1)
                .map(found -> Page.of(found, size, last -> Cursor.of(last.requestedAt(), last.id())));
    }
}
