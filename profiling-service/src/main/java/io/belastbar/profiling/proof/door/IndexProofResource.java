package io.belastbar.profiling.proof.door;

import io.belastbar.jobs.Await;
import io.belastbar.profiling.proof.record.IndexProof;
import io.belastbar.profiling.proof.record.IndexProofRepository;
import io.belastbar.profiling.proof.work.CancelProof;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.UUID;

/** One proof: what it brought, and its end before its time. */
@Path("/api/v1/index-proofs/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class IndexProofResource {
    private final IndexProofRepository proofs;
    private final CancelProof cancels;

    IndexProofResource(IndexProofRepository proofs, CancelProof cancels) {
        this.proofs = proofs;
        this.cancels = cancels;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @RunOnVirtualThread
    public Response get(@PathParam("id") String id, @Context HttpHeaders headers) {
        IndexProof proof = required(uuid(id));
        String version = proof.id() + " " + proof.state() + " " + proof.startedAt() + " " + proof.finishedAt();
        return ConditionalResponses.ok(proof, Etag.of(version), headers);
    }

    /** Ends it early: its copy goes away. 202 while that happens, 200 if it was over already. */
    @DELETE
    @RolesAllowed(Roles.ENGINEER)
    @Answers({200, 202})
    @RunOnVirtualThread
    public Response cancel(@PathParam("id") String id, @Context SecurityContext caller) {
        UUID proof = uuid(id);
        required(proof);
        boolean ended = cancels.cancel(proof, caller.getUserPrincipal().getName());
        return Response.status(ended ? Response.Status.ACCEPTED : Response.Status.OK)
                .entity(required(proof))
                .build();
    }

    private IndexProof required(UUID id) {
        return Await.of(proofs.find(id)).orElseThrow(() -> new NotFound("index proof", id.toString()));
    }

    static UUID uuid(String id) {
        return NotFound.uuid("index proof", id);
    }
}
