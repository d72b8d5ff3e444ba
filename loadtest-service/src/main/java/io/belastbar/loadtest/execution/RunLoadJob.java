package io.belastbar.loadtest.execution;

import io.belastbar.identity.InstanceName;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.belastbar.loadtest.LoadtestConfig;
import io.belastbar.loadtest.progress.RunProgress;
import io.belastbar.loadtest.queue.QueueRepository;
import io.belastbar.loadtest.queue.QueuedRun;
import io.belastbar.loadtest.run.RunEnd;
import io.belastbar.loadtest.run.RunJournal;
import io.belastbar.loadtest.run.RunQueue;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.web.progress.ProgressLog;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Takes queued runs, whoever accepted them, and ends those whose instance was lost. */
@ApplicationScoped
public class RunLoadJob implements WorkHandler<Void> {

    private static final Logger LOG = Logger.getLogger(RunLoadJob.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Outcome LATER = new Outcome.NotYet(Duration.ofSeconds(1), "PostgreSQL did not answer");
    private static final RetryPolicy RETRY =
            new RetryPolicy(5, new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30)));

    private final RunJournal journal;
    private final QueueRepository queue;
    private final ExecuteRun executor;
    private final ExpireRunsJob expiry;
    private final RunStore store;
    private final InstanceName instance;
    private final Clock clock = Clock.systemUTC();
    private final Map<UUID, ActiveRun> active = new ConcurrentHashMap<>();

    RunLoadJob(
            RunJournal journal,
            QueueRepository queue,
            ExecuteRun executor,
            ExpireRunsJob expiry,
            RunStore store,
            InstanceName instance) {
        this.journal = journal;
        this.queue = queue;
        this.executor = executor;
        this.expiry = expiry;
        this.store = store;
        this.instance = instance;
    }

    void start(@Observes StartupEvent event, Workers workers, RunQueue runs, LoadtestConfig config) {
        WorkTerms terms = WorkTerms.withHeartbeat(config.instanceLostAfter(), HEARTBEAT, RETRY)
                .places(config.maxActiveRuns())
                .grace(PATIENCE.plusSeconds(4))
                .endingWithLastingFailures();
        workers.start(runs.work(), terms, this);
    }

    /** The points of a run that is active here. */
    public Optional<ProgressLog<RunProgress>> progressOf(UUID id) {
        return Optional.ofNullable(active.get(id)).map(ActiveRun::points);
    }

    /** At once if it is active here; else its instance sees it with the next heartbeat. */
    public void cancel(UUID id, String by) {
        ActiveRun run = active.get(id);
        if (run != null) {
            run.interrupt(RunEnd.cancelled(by));
        }
    }

    /** While PostgreSQL is away there is nothing to begin; a run that can never be started is given up. */
    @Override
    public Outcome handle(HeldWork<Void> held) {
        UUID id = UUID.fromString(held.item());
        Optional<Optional<QueuedRun>> queued = store.attempt(queue.find(id));
        if (queued.isEmpty()) {
            return LATER;
        }
        if (queued.get().isPresent() && expiry.expire(queued.get().get(), clock.instant())) {
            return Outcome.DONE;
        }
        Optional<Optional<RunJournal.Begun>> begun =
                store.attempt(journal.begin(id, instance.value(), clock.instant()));
        if (begun.isEmpty()) {
            return LATER;
        }
        return begun.get().isEmpty() ? Outcome.DONE : begun(held, begun.get().get());
    }

    @Override
    public void givenUp(HeldWork<Void> held, String reason) {
        if (!store.abandon(UUID.fromString(held.item()), clock.instant(), reason)) {
            throw new IllegalStateException("PostgreSQL did not answer");
        }
    }

    private Outcome begun(HeldWork<Void> held, RunJournal.Begun begun) {
        return begun.abandoned() ? endLost(begun.run().id()) : run(held, begun.run());
    }

    /** Active runs end as aborted, with what they measured, when the service stops or the run is somebody else's. */
    private Outcome run(HeldWork<Void> held, TestRun run) {
        ActiveRun activeRun = new ActiveRun(run);
        active.put(run.id(), activeRun);
        LOG.infof("Test run started: system=%s runId=%s scenario=%s", run.system(), run.id(), run.scenario());
        try {
            held.whenEnded(why -> end(activeRun, why));
            return executor.execute(activeRun)
                    ? Outcome.DONE
                    : new Outcome.NotYet(Duration.ZERO, "its end could not be stored");
        } finally {
            active.remove(run.id());
        }
    }

    private void end(ActiveRun run, HeldWork.Ended why) {
        if (why == HeldWork.Ended.STOPPING) {
            store.giveUpAfter(PATIENCE);
            run.interrupt(RunEnd.serviceStopped());
        } else {
            run.interrupt(RunEnd.takenAway());
        }
    }

    /** What had reached PostgreSQL of it is its result. */
    private Outcome endLost(UUID id) {
        Optional<Boolean> ended = store.lost(id, clock.instant(), RunEnd.serviceStopped())
                .flatMap(left -> store.attempt(journal.finishLost(id, left)));
        ended.filter(done -> done).ifPresent(done -> LOG.warnf("Test run ended without its instance: runId=%s", id));
        return ended.isPresent() ? Outcome.DONE : LATER;
    }
}
