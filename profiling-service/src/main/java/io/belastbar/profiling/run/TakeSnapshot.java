package io.belastbar.profiling.run;

import io.belastbar.contracts.DatabaseFacts;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.profiling.analysis.AnalysisJob;
import io.belastbar.profiling.analysis.DatabaseFactsRepository;
import io.belastbar.profiling.database.TargetDatabaseClient;
import io.belastbar.profiling.statement.StatementDelta;
import io.belastbar.profiling.statement.StatementSnapshot;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Takes the snapshots around a run and turns them into facts. Blocking; for the thread of a worker. */
@ApplicationScoped
class TakeSnapshot {
    private static final Logger LOG = Logger.getLogger(TakeSnapshot.class);

    private final SnapshotTaskRepository tasks;
    private final TargetDatabaseClient database;
    private final AnalysisJob analyses;
    private final DatabaseFactsRepository facts;
    private final Pool pool;
    private final Clock clock = Clock.systemUTC();

    TakeSnapshot(
            SnapshotTaskRepository tasks,
            TargetDatabaseClient database,
            AnalysisJob analyses,
            DatabaseFactsRepository facts,
            Pool pool) {
        this.tasks = tasks;
        this.database = database;
        this.analyses = analyses;
        this.facts = facts;
        this.pool = pool;
    }

    /** Stores what it brought, and closes the task with it. */
    void take(HeldWork<Void> held, SnapshotTask task, String target) {
        switch (task.phase()) {
            case BASELINE -> takeBaseline(held, task, target);
            case FINAL -> takeFinal(held, task, target);
        }
    }

    private void takeBaseline(HeldWork<Void> held, SnapshotTask task, String target) {
        if (Await.of(tasks.hasEnded(task.runId()))) {
            giveUp(held, task, target, "the run had ended before");
            return;
        }
        StatementSnapshot baseline = database.snapshot(target).asBaseline();
        Await.of(pool.withTransaction(
                tx -> tasks.saveBaseline(tx, task.runId(), baseline).chain(() -> tasks.close(tx, held, "DONE", null))));
        LOG.infof(
                "Baseline taken: runId=%s target=%s statements=%d",
                task.runId(), target, baseline.statements().size());
    }

    private void takeFinal(HeldWork<Void> held, SnapshotTask task, String target) {
        Optional<StatementSnapshot> baseline = Await.of(tasks.baseline(task.runId()));
        StatementSnapshot now = database.snapshot(target);
        StatementDelta delta = baseline.map(first -> StatementDelta.between(first, now))
                .orElseGet(() -> StatementDelta.withoutBaseline(now));
        AnalysisJob.Analysis analysis = analyses.analyse(task.runId(), task.system(), target, delta);
        store(held, task, analysis, "DONE", null);
        LOG.infof(
                "Database facts ready: runId=%s target=%s statements=%d findings=%d",
                task.runId(),
                target,
                analysis.facts().statements().size(),
                analysis.findings().size());
    }

    /**
     * A run without a baseline still gets facts; one whose second snapshot fails gets the reason instead.
     *
     * @param target null if it is not known
     */
    void giveUp(HeldWork<Void> held, SnapshotTask task, String target, String reason) {
        if (task.phase() == SnapshotTask.Phase.BASELINE) {
            Await.of(pool.withTransaction(tx -> tasks.close(tx, held, "FAILED", reason)));
            return;
        }
        DatabaseFacts missing = DatabaseFacts.missing(task.runId(), task.system(), target, now(), reason);
        store(held, task, new AnalysisJob.Analysis(missing, List.of()), "FAILED", reason);
    }

    private void store(
            HeldWork<Void> held, SnapshotTask task, AnalysisJob.Analysis analysis, String state, String reason) {
        Instant now = now();
        Await.of(pool.withTransaction(tx -> facts.insert(tx, analysis.facts(), now)
                .chain(() -> analyses.register(tx, analysis))
                .chain(() -> tasks.dropBaseline(tx, task.runId()))
                .chain(() -> tasks.close(tx, held, state, reason))));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
