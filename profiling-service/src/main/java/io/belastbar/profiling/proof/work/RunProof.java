package io.belastbar.profiling.proof.work;

import io.belastbar.jobs.Await;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.profiling.proof.ProofFailed;
import io.belastbar.profiling.proof.ProofOrder;
import io.belastbar.profiling.proof.ProofReport;
import io.belastbar.profiling.proof.ProofResult;
import io.belastbar.profiling.proof.ProveIndexes;
import io.belastbar.profiling.proof.record.IndexProof;
import io.belastbar.profiling.proof.record.IndexProof.State;
import io.belastbar.profiling.proof.record.IndexProofRepository;
import io.belastbar.profiling.proof.record.ProofEvidence;
import io.belastbar.profiling.proof.record.ProofProgressRepository;
import io.belastbar.profiling.proof.record.ProposingFindingRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Makes one proof and stores what it brought, with what its findings learn from it. Blocking; for the thread of a worker. */
@ApplicationScoped
public class RunProof {
    private static final Logger LOG = Logger.getLogger(RunProof.class);

    private final Pool pool;
    private final IndexProofRepository proofs;
    private final ProofProgressRepository progress;
    private final ProposingFindingRepository findings;
    private final ProofOrders orders;
    private final Clock clock = Clock.systemUTC();

    RunProof(
            Pool pool,
            IndexProofRepository proofs,
            ProofProgressRepository progress,
            ProposingFindingRepository findings,
            ProofOrders orders) {
        this.pool = pool;
        this.proofs = proofs;
        this.progress = progress;
        this.findings = findings;
        this.orders = orders;
    }

    ActiveProof begin(UUID id, int attempt) {
        return new ActiveProof(id, attempt, Await.of(progress.last(id)), clock);
    }

    /** @throws ProofFailed when there is nothing to store */
    void run(HeldWork<Void> held, ActiveProof active) {
        IndexProof proof = Await.of(proofs.find(active.id()))
                .orElseThrow(() -> new ProofFailed("it is not there any more", false, null));
        if (!Await.of(proofs.start(active.id(), now()))) {
            return;
        }
        try {
            ProofOrder order =
                    orders.of(proof, Await.of(proofs.request(active.id())).orElseThrow());
            ProofReport report = new ProveIndexes(orders.terms(), System::nanoTime).prove(order, active.watch());
            Await.of(pool.withTransaction(transaction -> store(transaction, held, active, report)));
            LOG.infof(
                    "Index proof made: proofId=%s system=%s target=%s results=%d",
                    proof.id(), proof.system(), proof.target(), report.results().size());
        } catch (RuntimeException failed) {
            keepProgress(active);
            throw failed;
        }
    }

    /** An index that does not help is never advised. */
    private static String instead(ProofResult result) {
        return result.verdict() == ProofResult.Verdict.NOT_PROVEN
                ? "Do not create " + result.index() + ": it was measured on a copy, and " + result.reason()
                : null;
    }

    void giveUp(HeldWork<Void> held, String reason) {
        Await.of(pool.withTransaction(
                transaction -> proofs.finish(transaction, held, State.FAILED, now(), reason, null)));
    }

    private Uni<Void> store(SqlConnection transaction, HeldWork<Void> held, ActiveProof active, ProofReport report) {
        Uni<Void> stored =
                progress.append(transaction, active.id(), active.log().unstored());
        for (ProofResult result : report.results()) {
            if (result.finding() != null) {
                stored = stored.chain(() -> proofs.link(transaction, active.id(), result))
                        .chain(() -> findings.addEvidence(
                                transaction,
                                result.finding(),
                                ProofEvidence.of(active.id(), report, result),
                                ProofEvidence.effect(result),
                                instead(result)));
            }
        }
        return stored.chain(() -> proofs.finish(transaction, held, State.DONE, now(), null, report));
    }

    /** What readers have seen is there for those that come later, whatever became of the proof. */
    private void keepProgress(ActiveProof active) {
        try {
            Await.of(pool.withTransaction(transaction ->
                    progress.append(transaction, active.id(), active.log().unstored())));
        } catch (RuntimeException away) {
            LOG.debugf("The progress of a proof was not kept: proofId=%s reason=%s", active.id(), away.getMessage());
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
