package io.belastbar.loadtest.retention;

import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.belastbar.loadtest.LoadtestConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Removes the seconds of old runs, and very old runs. In small transactions, so that it holds up no run, and in an order
 * that leaves nothing half said when it breaks off: a run is marked before the first of its seconds goes.
 */
@ApplicationScoped
class RetentionJob implements WorkHandler<Void> {

    private static final Logger LOG = Logger.getLogger(RetentionJob.class);
    private static final Duration EVERY = Duration.ofHours(1);
    // What could not be removed is as old a while later.
    private static final WorkTerms TERMS = WorkTerms.withHeartbeat(
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(5),
                    new RetryPolicy(Integer.MAX_VALUE, new BackOff(Duration.ofMinutes(1), EVERY)))
            .poll(Duration.ofMinutes(1));
    private static final int MARKED_MAX = 200;
    private static final int ROWS_MAX = 1_000;
    /** Each with all its cells. */
    private static final int RUNS_MAX = 5;

    private final RetentionRepository rows;
    private final LoadtestConfig.Retention config;
    private final Counter seconds;
    private final Counter runs;
    private final Clock clock = Clock.systemUTC();

    RetentionJob(RetentionRepository rows, LoadtestConfig config, MeterRegistry metrics) {
        this.rows = rows;
        this.config = config.retention();
        this.seconds = metrics.counter("belastbar.loadtest.retention.seconds.removed");
        this.runs = metrics.counter("belastbar.loadtest.retention.runs.removed");
    }

    void start(@Observes StartupEvent started, Workers workers) {
        workers.start(workers.queue("retention", PayloadFormat.NONE), TERMS, this);
    }

    /** The one item of the queue is due again and again: one replica removes at a time. */
    @Override
    public Outcome handle(HeldWork<Void> held) {
        remove(clock.instant());
        return new Outcome.Again(EVERY);
    }

    /** Removes what is too old at this time. */
    void remove(Instant now) {
        Instant runsBefore = now.minus(config.runs());
        Instant secondsBefore = now.minus(config.seconds());
        Instant marked = secondsBefore.isAfter(runsBefore) ? secondsBefore : runsBefore;
        untilDone(MARKED_MAX, () -> rows.markSeconds(marked, now, MARKED_MAX));
        int gone = untilDone(ROWS_MAX, () -> rows.removeSeconds(ROWS_MAX));
        untilDone(ROWS_MAX, () -> rows.removeProgress(ROWS_MAX));
        Await.of(rows.closeSeconds());
        int ended = untilDone(RUNS_MAX, () -> rows.removeRuns(runsBefore, RUNS_MAX));
        seconds.increment(gone);
        runs.increment(ended);
        if (gone + ended > 0) {
            LOG.infof("Old runs removed: seconds=%d runs=%d", gone, ended);
        }
    }

    private static int untilDone(int full, Supplier<Uni<Integer>> some) {
        int all = 0;
        int last;
        do {
            last = Await.of(some.get());
            all += last;
        } while (last == full);
        return all;
    }
}
