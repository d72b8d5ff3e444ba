package io.belastbar.loadtest.execution;

import io.belastbar.loadtest.LoadtestConfig;
import io.belastbar.loadtest.result.RunEnd;
import io.belastbar.loadtest.run.RunJournalRepository;
import io.belastbar.loadtest.run.StaleRuns;
import io.belastbar.loadtest.run.TestRunRepository;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Ends runs whose instance died. */
@ApplicationScoped
public class ReapRunsJob {

    private static final Logger LOG = Logger.getLogger(ReapRunsJob.class);

    private final TestRunRepository runs;
    private final RunJournalRepository journal;
    private final RunStoreClient store;
    private final RunLoadJob loads;
    private final StaleRuns stale;
    private final Clock clock = Clock.systemUTC();

    ReapRunsJob(
            TestRunRepository runs,
            RunJournalRepository journal,
            RunStoreClient store,
            RunLoadJob loads,
            LoadtestConfig config) {
        this.runs = runs;
        this.journal = journal;
        this.store = store;
        this.loads = loads;
        this.stale = new StaleRuns(config.instanceLostAfter());
    }

    /** Sees nothing while PostgreSQL is away, and looks again two seconds later. */
    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void reap() {
        List<StaleRuns.Heartbeat> running = store.attempt(runs.running()).orElse(List.of());
        for (UUID lost : stale.observe(running, loads.activeIds(), Duration.ofNanos(System.nanoTime()))) {
            end(lost, new RunEnd.ServiceStopped(), clock.instant());
        }
    }

    private void end(UUID id, RunEnd reason, Instant now) {
        try {
            boolean ended = store.lost(id)
                    .flatMap(left -> store.attempt(journal.finishLost(id, left.outcome(now, reason))))
                    .orElse(false);
            if (ended) {
                LOG.warnf("Test run ended without its instance: runId=%s reason=%s", id, reason);
            }
        } catch (RuntimeException hopeless) {
            store.abandon(id, now, hopeless);
        }
    }
}
