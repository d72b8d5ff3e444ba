package io.belastbar.loadtest.execution;

import io.belastbar.jobs.retry.FailureMapper;
import io.belastbar.load.verdict.RunEnding.Early;
import io.belastbar.loadtest.LoadtestConfig;
import io.belastbar.loadtest.queue.QueueLimits;
import io.belastbar.loadtest.queue.QueueRepository;
import io.belastbar.loadtest.queue.QueuedRun;
import io.belastbar.loadtest.run.RunEnd;
import io.belastbar.loadtest.run.RunJournal;
import io.belastbar.loadtest.run.RunOutcome;
import io.belastbar.report.Sentence;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Ends queued runs that nobody expects any more. */
@ApplicationScoped
public class ExpireRunsJob {

    private static final Logger LOG = Logger.getLogger(ExpireRunsJob.class);

    private final QueueRepository queue;
    private final RunJournal journal;
    private final RunStore store;
    private final QueueLimits limits;
    private final Clock clock = Clock.systemUTC();

    ExpireRunsJob(QueueRepository queue, RunJournal journal, RunStore store, LoadtestConfig config) {
        this.queue = queue;
        this.journal = journal;
        this.store = store;
        this.limits = new QueueLimits(config.queuedTooLongAfter(), config.noPlaceAfter());
    }

    /** Sees nothing while PostgreSQL is away, and looks again two seconds later. */
    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void expire() {
        Instant now = clock.instant();
        for (QueuedRun run : store.attempt(queue.all()).orElse(List.of())) {
            expire(run, now);
        }
    }

    /** Ends the run if nobody expects it any more, and says so. */
    boolean expire(QueuedRun run, Instant now) {
        Optional<QueueLimits.Expiry> expiry = limits.expiry(run, now);
        expiry.ifPresent(reason -> end(run, reason, now));
        return expiry.isPresent();
    }

    private void end(QueuedRun run, QueueLimits.Expiry expiry, Instant now) {
        RunOutcome outcome = RunOutcome.unstarted(now, new Early(sentence(expiry)));
        try {
            if (store.attempt(journal.finishQueued(run.id(), outcome)).orElse(false)) {
                LOG.warnf("Queued test run ended without having begun: runId=%s reason=%s", run.id(), expiry);
            }
        } catch (RuntimeException hopeless) {
            LOG.errorf(hopeless, "Test run given up: runId=%s", run.id());
            store.abandon(run.id(), now, FailureMapper.reason(hopeless));
        }
    }

    private static Sentence sentence(QueueLimits.Expiry expiry) {
        return switch (expiry) {
            case IN_QUEUE ->
                new Sentence(
                        "The run waited too long for its turn in the queue of its system.",
                        "Der Lauf wartete zu lange, bis er in der Warteschlange seines Systems an der Reihe war.");
            case FOR_PLACE ->
                new Sentence(
                        "The run waited too long for a free place.",
                        "Der Lauf wartete zu lange auf einen freien Platz.");
            case TIME_OVER -> RunEnd.timeOver().why();
        };
    }
}
