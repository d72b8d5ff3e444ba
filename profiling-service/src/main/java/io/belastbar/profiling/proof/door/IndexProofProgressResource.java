package io.belastbar.profiling.proof.door;

import io.belastbar.profiling.proof.record.IndexProofRepository;
import io.belastbar.profiling.proof.record.ProofProgress;
import io.belastbar.profiling.proof.record.ProofProgressRepository;
import io.belastbar.profiling.proof.work.ProofJob;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.progress.ProgressLog;
import io.belastbar.web.progress.ProgressStream;
import io.belastbar.web.progress.ProgressStreams;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Optional;
import java.util.UUID;

/** Server-sent events: {@code progress} as each part of a proof begins, then {@code finished}. */
@Path("/api/v1/index-proofs/{id}/progress")
public class IndexProofProgressResource implements ProgressStream.Work<ProofProgress> {
    private final IndexProofRepository proofs;
    private final ProofJob jobs;
    private final ProgressStream<ProofProgress> stream;

    IndexProofProgressResource(
            IndexProofRepository proofs, ProofProgressRepository progress, ProofJob jobs, ProgressStreams streams) {
        this.proofs = proofs;
        this.jobs = jobs;
        this.stream = streams.of("index-proof", this, progress);
    }

    @GET
    @KnownProofFilter.ProofMustExist
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed(Roles.VIEWER)
    public Multi<OutboundSseEvent> progress(
            @PathParam("id") String id, @HeaderParam("Last-Event-ID") String lastEventId, @Context Sse sse) {
        return stream.of(IndexProofResource.uuid(id), lastEventId, sse);
    }

    @Override
    public Optional<ProgressLog<ProofProgress>> log(UUID id) {
        return jobs.progressOf(id);
    }

    @Override
    public Uni<Optional<Object>> end(UUID id) {
        return proofs.find(id)
                .map(found -> found.orElseThrow(() -> new NotFound("index proof", id.toString())))
                .map(proof -> Optional.of(proof)
                        .filter(found -> found.state().isOver())
                        .map(found -> (Object) found));
    }
}
