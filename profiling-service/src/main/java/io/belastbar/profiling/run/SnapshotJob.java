package io.belastbar.profiling.run;

import io.belastbar.document.RefusedInput;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.belastbar.profiling.ProfilingConfig;
import io.belastbar.profiling.database.TargetUnavailable;
import io.belastbar.web.problem.DomainFailure;
import io.belastbar.web.system.DescribedSystems;
import io.belastbar.web.system.SystemDescription;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Has the snapshots around each run taken. What fails is tried again, boundedly, whatever the reason. */
@ApplicationScoped
public class SnapshotJob implements WorkHandler<Void> {
    private static final Logger LOG = Logger.getLogger(SnapshotJob.class);
    private static final Duration LOST_AFTER = Duration.ofMinutes(1);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final int AT_ONCE_MAX = 4;

    private final SnapshotTaskRepository tasks;
    private final DescribedSystems systems;
    private final TakeSnapshot snapshots;
    private final MeterRegistry metrics;
    private final RetryPolicy retry;

    SnapshotJob(
            SnapshotTaskRepository tasks,
            DescribedSystems systems,
            TakeSnapshot snapshots,
            ProfilingConfig config,
            MeterRegistry metrics) {
        this.tasks = tasks;
        this.systems = systems;
        this.snapshots = snapshots;
        this.metrics = metrics;
        Duration first = config.snapshotBackOff();
        this.retry = new RetryPolicy(config.snapshotAttempts(), new BackOff(first, first.multipliedBy(1 << 10)));
    }

    void start(@Observes StartupEvent started, Workers workers, ProfilingConfig config) {
        // Explaining takes as long as there are statements: a heartbeat instead of a lease that is long enough for all.
        WorkTerms terms = WorkTerms.withHeartbeat(LOST_AFTER, HEARTBEAT, retry)
                .places(AT_ONCE_MAX)
                .poll(config.snapshotInterval());
        workers.start(tasks.work(), terms, this);
    }

    @Override
    public Outcome handle(HeldWork<Void> held) {
        Optional<SnapshotTask> task = pending(held);
        return task.isEmpty() ? Outcome.DONE : take(held, task.get());
    }

    @Override
    public void givenUp(HeldWork<Void> held, String reason) {
        pending(held).ifPresent(task -> {
            LOG.warnf("Snapshot given up: runId=%s phase=%s reason=%s", task.runId(), task.phase(), reason);
            snapshots.giveUp(held, task, target(task).orElse(null), reason);
            count(task, "failed");
        });
    }

    private Outcome take(HeldWork<Void> held, SnapshotTask task) {
        Optional<String> target = target(task);
        if (target.isEmpty()) {
            return new Outcome.GiveUp("system " + task.system() + " is not described or has no postgresql target");
        }
        try {
            snapshots.take(held, task, target.get());
            count(task, "done");
            return Outcome.DONE;
        } catch (DomainFailure | RefusedInput notAllowed) {
            return new Outcome.GiveUp(notAllowed.getMessage());
        } catch (TargetUnavailable away) {
            return later(held, task, away);
        }
    }

    private Outcome later(HeldWork<Void> held, SnapshotTask task, TargetUnavailable away) {
        Optional<Duration> pause = retry.pauseAfter(held.attempt());
        if (pause.isEmpty()) {
            return new Outcome.GiveUp(away.getMessage());
        }
        LOG.warnf("Snapshot postponed: runId=%s phase=%s reason=%s", task.runId(), task.phase(), away.getMessage());
        count(task, "postponed");
        return new Outcome.Later(pause.get(), away.getMessage());
    }

    private Optional<SnapshotTask> pending(HeldWork<Void> held) {
        return Await.of(tasks.pending(Long.parseLong(held.item())));
    }

    private Optional<String> target(SnapshotTask task) {
        return Await.of(systems.description(task.system())).flatMap(SystemDescription::database);
    }

    private void count(SnapshotTask task, String outcome) {
        metrics.counter("belastbar.statement.snapshots", "phase", task.phase().name(), "outcome", outcome)
                .increment();
    }
}
