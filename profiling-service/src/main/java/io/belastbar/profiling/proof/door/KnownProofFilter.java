package io.belastbar.profiling.proof.door;

import io.belastbar.profiling.proof.record.IndexProofRepository;
import io.belastbar.profiling.proof.work.ProofJob;
import io.belastbar.web.problem.NotFound;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.NameBinding;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Answers 404 before a stream begins: once it has begun, its status can no longer be changed. */
public class KnownProofFilter {
    private final ProofJob jobs;
    private final IndexProofRepository proofs;

    KnownProofFilter(ProofJob jobs, IndexProofRepository proofs) {
        this.jobs = jobs;
        this.proofs = proofs;
    }

    /** On a resource whose path has the {@code id} of a proof. */
    @NameBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface ProofMustExist {}

    @ProofMustExist
    @ServerRequestFilter
    public Uni<Response> check(ContainerRequestContext request) {
        String id = request.getUriInfo().getPathParameters().getFirst("id");
        UUID proof = IndexProofResource.uuid(id);
        if (jobs.progressOf(proof).isPresent()) {
            return Uni.createFrom().nullItem();
        }
        return proofs.find(proof).map(found -> {
            found.orElseThrow(() -> new NotFound("index proof", id));
            return null;
        });
    }
}
