package io.belastbar.profiling.proof.work;

import io.belastbar.jobs.Await;
import io.belastbar.profiling.proof.record.IndexProofRepository;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/** Ends proofs before their time. Blocking. */
@ApplicationScoped
public class CancelProof {
    private final Pool pool;
    private final IndexProofRepository proofs;
    private final ProofJob jobs;
    private final Clock clock = Clock.systemUTC();

    CancelProof(Pool pool, IndexProofRepository proofs, ProofJob jobs) {
        this.pool = pool;
        this.proofs = proofs;
        this.jobs = jobs;
    }

    /** Ends it, wherever it is under way; its copy goes away. False if it was over already. */
    public boolean cancel(UUID id, String caller) {
        boolean ended = Await.of(pool.withTransaction(
                transaction -> proofs.cancel(transaction, id, clock.instant(), "cancelled by " + caller)));
        jobs.cancel(id);
        return ended;
    }
}
