package io.belastbar.loadtest.execution;

import io.belastbar.identity.InstanceName;
import io.belastbar.loadtest.LoadtestConfig;
import io.belastbar.loadtest.progress.RunProgress;
import io.belastbar.loadtest.queue.QueueLimits;
import io.belastbar.loadtest.result.RunEnd;
import io.belastbar.loadtest.run.HopelessRun;
import io.belastbar.loadtest.run.RunJournalRepository;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.web.progress.ProgressLog;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Takes queued runs, whoever accepted them, and gives each a virtual thread. It looks every second and at once when
 * somebody has queued a run here or one has ended here.
 */
@ApplicationScoped
public class RunLoadJob {

    private static final Logger LOG = Logger.getLogger(RunLoadJob.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RunJournalRepository journal;
    private final ExecuteRunJob executor;
    private final RunStoreClient store;
    private final InstanceName instance;
    private final QueueLimits limits;
    private final Clock clock = Clock.systemUTC();
    private final Semaphore places;
    private final Semaphore wake = new Semaphore(0);
    private final Map<UUID, ActiveRun> active = new ConcurrentHashMap<>();
    private final Map<UUID, Thread> threads = new ConcurrentHashMap<>();
    private volatile boolean stopping;
    private Thread looker;

    RunLoadJob(
            RunJournalRepository journal,
            ExecuteRunJob executor,
            RunStoreClient store,
            InstanceName instance,
            LoadtestConfig config) {
        this.journal = journal;
        this.executor = executor;
        this.store = store;
        this.instance = instance;
        this.limits = new QueueLimits(config.queuedTooLongAfter(), config.noPlaceAfter());
        this.places = new Semaphore(config.maxActiveRuns());
    }

    void start(@Observes StartupEvent event) {
        looker = Thread.ofVirtual().name("queued-runs").start(this::look);
    }

    /** Active runs end as aborted, with what they measured. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        looker.interrupt();
        store.giveUpAfter(PATIENCE);
        active.values().forEach(run -> run.interrupt(new RunEnd.ServiceStopped()));
        for (Thread thread : threads.values()) {
            thread.join(PATIENCE.plusSeconds(4));
        }
    }

    /** A run was queued. */
    public void wake() {
        wake.release();
    }

    /** The points of a run that is active here. */
    public Optional<ProgressLog<RunProgress>> progressOf(UUID id) {
        return Optional.ofNullable(active.get(id)).map(ActiveRun::points);
    }

    /** At once if it is active here; else its instance sees it with the next heartbeat. */
    public void cancel(UUID id, String by) {
        ActiveRun run = active.get(id);
        if (run != null) {
            run.interrupt(new RunEnd.Cancelled(by));
        }
    }

    Set<UUID> activeIds() {
        return Set.copyOf(active.keySet());
    }

    private void look() {
        try {
            while (!stopping) {
                places.acquire();
                Optional<TestRun> next = take();
                if (next.isPresent()) {
                    run(next.get());
                } else {
                    places.release();
                    wake.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** This thread has to outlive every surprise, or nothing would ever be taken again here. */
    private Optional<TestRun> take() {
        try {
            return next();
        } catch (RuntimeException surprise) {
            LOG.error("Queued test runs cannot be taken, trying again", surprise);
            return Optional.empty();
        }
    }

    /** While PostgreSQL is away there is nothing to take; a run that can never be started is not in the way of others. */
    private Optional<TestRun> next() {
        Instant now = clock.instant();
        Instant requestedAfter = limits.requestedUntil(now);
        try {
            return store.attempt(journal.startNext(instance.value(), now, requestedAfter, limits.freeUntil(now)))
                    .flatMap(next -> next);
        } catch (HopelessRun hopeless) {
            store.abandon(hopeless.runId(), now, hopeless);
            wake();
            return Optional.empty();
        }
    }

    private void run(TestRun run) {
        ActiveRun activeRun = new ActiveRun(run);
        active.put(run.id(), activeRun);
        LOG.infof("Test run started: system=%s runId=%s scenario=%s", run.system(), run.id(), run.scenario());
        Thread thread = Thread.ofVirtual().name("run-" + run.id()).unstarted(() -> {
            try {
                executor.execute(activeRun);
            } finally {
                active.remove(run.id());
                threads.remove(run.id());
                places.release();
                wake();
            }
        });
        threads.put(run.id(), thread);
        thread.start();
    }
}
