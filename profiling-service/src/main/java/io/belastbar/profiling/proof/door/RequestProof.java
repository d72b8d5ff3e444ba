package io.belastbar.profiling.proof.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.profiling.proof.record.IndexProof;
import io.belastbar.profiling.proof.record.IndexProofRepository;
import io.belastbar.profiling.proof.record.ProofRequest;
import io.belastbar.profiling.proof.record.ProposingFindingRepository;
import io.belastbar.web.http.IdempotencyRepository;
import io.belastbar.web.http.IdempotentRequest;
import io.belastbar.web.http.StoredAnswer;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.NotFound;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Takes requests for proofs, each in one transaction: the queued proof and the remembered answer. */
@ApplicationScoped
public class RequestProof {
    private final Pool pool;
    private final IndexProofRepository proofs;
    private final ProposingFindingRepository findings;
    private final IdempotencyRepository idempotency;
    private final ObjectMapper json;
    private final Clock clock = Clock.systemUTC();

    RequestProof(
            Pool pool,
            IndexProofRepository proofs,
            ProposingFindingRepository findings,
            IdempotencyRepository idempotency,
            ObjectMapper json) {
        this.pool = pool;
        this.proofs = proofs;
        this.findings = findings;
        this.idempotency = idempotency;
        this.json = json;
    }

    /** Fails with {@link NotFound} for a finding that is not there, and {@link Conflict} when there is nothing to prove. */
    Uni<StoredAnswer> request(String system, String target, String key, String caller, String body) {
        ProofRequest wanted = ProofRequest.parse(body);
        IdempotentRequest once = IdempotentRequest.of(
                caller, "POST /api/v1/systems/" + system + "/index-proofs", key, body == null ? "" : body);
        return resolved(system, wanted)
                .chain(request -> pool.withTransaction(transaction -> idempotency.once(
                        transaction, once, () -> enqueue(transaction, system, target, caller, request))));
    }

    private Uni<ProofRequest> resolved(String system, ProofRequest wanted) {
        if (wanted.finding() != null) {
            return findings.one(system, wanted.finding()).map(found -> {
                if (found.isEmpty()) {
                    throw new NotFound("finding that proposes an index for " + system, wanted.finding());
                }
                return new ProofRequest(wanted.finding(), found);
            });
        }
        if (!wanted.isOpen()) {
            return Uni.createFrom().item(wanted);
        }
        return findings.open(system).map(found -> {
            if (found.isEmpty()) {
                throw new Conflict("no open finding of " + system + " proposes an index; name one in the body");
            }
            return new ProofRequest(null, found);
        });
    }

    private Uni<StoredAnswer> enqueue(
            SqlConnection transaction, String system, String target, String caller, ProofRequest request) {
        IndexProof proof = new IndexProof(
                UUID.randomUUID(),
                system,
                target,
                IndexProof.State.QUEUED,
                caller,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                null,
                null,
                null,
                null);
        return proofs.insert(transaction, proof, request)
                .map(done -> new StoredAnswer(202, "/api/v1/index-proofs/" + proof.id(), write(proof)));
    }

    private String write(IndexProof proof) {
        try {
            return json.writeValueAsString(proof);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
