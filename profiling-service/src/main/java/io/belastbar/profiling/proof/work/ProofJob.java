package io.belastbar.profiling.proof.work;

import io.belastbar.document.RefusedInput;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.belastbar.profiling.ProfilingConfig;
import io.belastbar.profiling.proof.ProofFailed;
import io.belastbar.profiling.proof.record.IndexProofRepository;
import io.belastbar.profiling.proof.record.ProofProgress;
import io.belastbar.web.problem.DomainFailure;
import io.belastbar.web.progress.ProgressLog;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Has proofs made, of a target one at a time. Tried again is only what failed because a database was away. */
@ApplicationScoped
public class ProofJob implements WorkHandler<Void> {
    private static final Logger LOG = Logger.getLogger(ProofJob.class);
    private static final Duration LOST_AFTER = Duration.ofMinutes(1);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final int AT_ONCE_MAX = 2;

    private final IndexProofRepository proofs;
    private final RunProof runs;
    private final MeterRegistry metrics;
    private final RetryPolicy retry;
    private final Map<UUID, ActiveProof> active = new ConcurrentHashMap<>();

    ProofJob(IndexProofRepository proofs, RunProof runs, ProfilingConfig config, MeterRegistry metrics) {
        this.proofs = proofs;
        this.runs = runs;
        this.metrics = metrics;
        this.retry =
                new RetryPolicy(config.proof().attempts(), new BackOff(Duration.ofSeconds(2), Duration.ofMinutes(1)));
    }

    void start(@Observes StartupEvent started, Workers workers) {
        workers.start(
                proofs.work(),
                WorkTerms.withHeartbeat(LOST_AFTER, HEARTBEAT, retry).places(AT_ONCE_MAX),
                this);
    }

    /** Of a proof that is under way here. */
    public Optional<ProgressLog<ProofProgress>> progressOf(UUID id) {
        return Optional.ofNullable(active.get(id)).map(ActiveProof::log);
    }

    /** Ends one that is under way here; another replica notices by its heartbeat. */
    public void cancel(UUID id) {
        Optional.ofNullable(active.get(id)).ifPresent(ActiveProof::end);
    }

    @Override
    public Outcome handle(HeldWork<Void> held) {
        UUID id = UUID.fromString(held.item());
        ActiveProof proof = runs.begin(id, held.attempt());
        active.put(id, proof);
        AtomicReference<HeldWork.Ended> ended = new AtomicReference<>();
        held.whenEnded(reason -> {
            ended.set(reason);
            proof.end();
        });
        try {
            runs.run(held, proof);
            count("done");
            return Outcome.DONE;
        } catch (ProofFailed failed) {
            if (ended.get() == HeldWork.Ended.STOPPING) {
                throw failed;
            }
            if (proof.isEnded()) {
                // Who cancelled it has closed it, or somebody else has it.
                return Outcome.DONE;
            }
            return failed.isPassing() ? later(held, failed.getMessage()) : new Outcome.GiveUp(failed.getMessage());
        } catch (DomainFailure | RefusedInput notAllowed) {
            return new Outcome.GiveUp(notAllowed.getMessage());
        } finally {
            active.remove(id, proof);
        }
    }

    @Override
    public void givenUp(HeldWork<Void> held, String reason) {
        LOG.warnf("Index proof given up: proofId=%s reason=%s", held.item(), reason);
        runs.giveUp(held, reason);
        count("failed");
    }

    private Outcome later(HeldWork<Void> held, String reason) {
        Optional<Duration> pause = retry.pauseAfter(held.attempt());
        if (pause.isEmpty()) {
            return new Outcome.GiveUp(reason);
        }
        count("postponed");
        return new Outcome.Later(pause.get(), reason);
    }

    private void count(String outcome) {
        metrics.counter("belastbar.index.proofs", "outcome", outcome).increment();
    }
}
