package io.belastbar.profiling.run;

import io.belastbar.document.RefusedInput;
import io.belastbar.profiling.ProfilingConfig;
import io.belastbar.profiling.analysis.AnalysisJob;
import io.belastbar.profiling.analysis.DatabaseFacts;
import io.belastbar.profiling.analysis.DatabaseFactsRepository;
import io.belastbar.profiling.database.TargetDatabaseClient;
import io.belastbar.profiling.database.TargetUnavailable;
import io.belastbar.profiling.statement.StatementDelta;
import io.belastbar.profiling.statement.StatementSnapshot;
import io.belastbar.web.problem.DomainFailure;
import io.belastbar.web.system.DescribedSystems;
import io.belastbar.web.system.SystemDescription;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Takes the snapshots around each run and turns them into facts. A database that is away is tried again, boundedly. */
@ApplicationScoped
public class SnapshotJob {
    private static final Logger LOG = Logger.getLogger(SnapshotJob.class);
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SnapshotTaskRepository tasks;
    private final DescribedSystems systems;
    private final TargetDatabaseClient database;
    private final AnalysisJob analyses;
    private final DatabaseFactsRepository facts;
    private final Pool pool;
    private final ProfilingConfig config;
    private final MeterRegistry metrics;
    private final Clock clock = Clock.systemUTC();
    private volatile boolean running = true;
    private volatile Thread worker;

    SnapshotJob(
            SnapshotTaskRepository tasks,
            DescribedSystems systems,
            TargetDatabaseClient database,
            AnalysisJob analyses,
            DatabaseFactsRepository facts,
            Pool pool,
            ProfilingConfig config,
            MeterRegistry metrics) {
        this.tasks = tasks;
        this.systems = systems;
        this.database = database;
        this.analyses = analyses;
        this.facts = facts;
        this.pool = pool;
        this.config = config;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent started) {
        worker = Thread.ofVirtual().name("snapshot-job").start(this::work);
    }

    /** Before the pool closes, unlike a PreDestroy. */
    void stop(@Observes ShutdownEvent stopping) {
        running = false;
        if (worker != null) {
            worker.interrupt();
        }
    }

    /** A timer of its own: Quarkus' scheduler looks once a second, and a baseline must not wait that long. */
    private void work() {
        while (running) {
            try {
                takeDueSnapshots();
                Thread.sleep(config.snapshotInterval());
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException failed) {
                // Our own database is away, or a task is broken: its lease ends, and it is due again.
                if (running) {
                    LOG.errorf(failed, "Snapshot job failed; it goes on");
                    pause();
                }
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        } catch (InterruptedException stopping) {
            running = false;
        }
    }

    private void takeDueSnapshots() {
        Optional<SnapshotTask> task = claim();
        while (running && task.isPresent()) {
            take(task.get());
            task = claim();
        }
    }

    private Optional<SnapshotTask> claim() {
        return await(tasks.claim(clock.instant(), LEASE));
    }

    private void take(SnapshotTask task) {
        String outcome = "done";
        try {
            Optional<String> target = await(systems.description(task.system())).flatMap(SystemDescription::database);
            if (target.isEmpty()) {
                outcome = "failed";
                giveUp(task, null, "system " + task.system() + " is not described or has no postgresql target");
            } else {
                outcome = take(task, target.get());
            }
        } finally {
            metrics.counter(
                            "belastbar.statement.snapshots",
                            "phase",
                            task.phase().name(),
                            "outcome",
                            outcome)
                    .increment();
        }
    }

    private String take(SnapshotTask task, String target) {
        try {
            switch (task.phase()) {
                case BASELINE -> takeBaseline(task, target);
                case FINAL -> takeFinal(task, target);
            }
            return "done";
        } catch (DomainFailure | RefusedInput notAllowed) {
            giveUp(task, target, notAllowed.getMessage());
            return "failed";
        } catch (TargetUnavailable away) {
            return later(task, target, away);
        }
    }

    private void takeBaseline(SnapshotTask task, String target) {
        if (await(tasks.hasEnded(task.runId()))) {
            giveUp(task, target, "the run had ended before");
            return;
        }
        StatementSnapshot baseline = database.snapshot(target).asBaseline();
        await(pool.withTransaction(
                tx -> tasks.saveBaseline(tx, task.runId(), baseline).chain(() -> tasks.close(tx, task, "DONE", null))));
        LOG.infof(
                "Baseline taken: runId=%s target=%s statements=%d",
                task.runId(), target, baseline.statements().size());
    }

    private void takeFinal(SnapshotTask task, String target) {
        Optional<StatementSnapshot> baseline = await(tasks.baseline(task.runId()));
        StatementSnapshot now = database.snapshot(target);
        StatementDelta delta = baseline.map(first -> StatementDelta.between(first, now))
                .orElseGet(() -> StatementDelta.withoutBaseline(now));
        AnalysisJob.Analysis analysis = analyses.analyse(task.runId(), task.system(), target, delta);
        store(task, analysis, "DONE", null);
        LOG.infof(
                "Database facts ready: runId=%s target=%s statements=%d findings=%d",
                task.runId(),
                target,
                analysis.facts().statements().size(),
                analysis.findings().size());
    }

    private String later(SnapshotTask task, String target, TargetUnavailable away) {
        if (task.attempts() >= config.snapshotAttempts()) {
            LOG.warnf("Snapshot given up: runId=%s phase=%s reason=%s", task.runId(), task.phase(), away.getMessage());
            giveUp(task, target, away.getMessage());
            return "failed";
        }
        Duration wait = task.backOff(config.snapshotBackOff());
        LOG.warnf("Snapshot postponed: runId=%s phase=%s reason=%s", task.runId(), task.phase(), away.getMessage());
        await(tasks.retryAt(task, clock.instant().plus(wait), away.getMessage()));
        return "postponed";
    }

    /** A run without a baseline still gets facts; one whose second snapshot fails gets the reason instead. */
    private void giveUp(SnapshotTask task, String target, String reason) {
        if (task.phase() == SnapshotTask.Phase.BASELINE) {
            await(pool.withTransaction(tx -> tasks.close(tx, task, "FAILED", reason)));
            return;
        }
        Instant now = now();
        DatabaseFacts missing = DatabaseFacts.missing(task.runId(), task.system(), target, now, reason);
        store(task, new AnalysisJob.Analysis(missing, List.of()), "FAILED", reason);
    }

    private void store(SnapshotTask task, AnalysisJob.Analysis analysis, String state, String reason) {
        Instant now = now();
        await(pool.withTransaction(tx -> facts.insert(tx, analysis.facts(), now)
                .chain(() -> analyses.register(tx, analysis))
                .chain(() -> tasks.dropBaseline(tx, task.runId()))
                .chain(() -> tasks.close(tx, task, state, reason))));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(PATIENCE);
    }
}
