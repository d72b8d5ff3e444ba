package io.belastbar.budget.retention;

import io.belastbar.backbone.retry.QueueJob;
import io.belastbar.budget.measurement.MeasurementConfig;
import io.belastbar.budget.retention.RetentionRepository.Grown;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Removes what is older than it is kept. Replicas may do it side by side. */
@ApplicationScoped
class RetentionJob implements WorkHandler<Void> {

    private static final Logger LOG = Logger.getLogger(RetentionJob.class);
    private static final Duration PURGE_EVERY = Duration.ofHours(1);
    // What could not be removed is as old a while later.
    private static final WorkTerms TERMS = WorkTerms.withHeartbeat(
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(5),
                    new RetryPolicy(Integer.MAX_VALUE, new BackOff(Duration.ofMinutes(1), PURGE_EVERY)))
            .poll(Duration.ofMinutes(1));
    /** Runs, evaluations and escalations are documents with all that belongs to them. */
    private static final int DOCUMENTS_MAX = 200;

    private static final int ROWS_MAX = 5_000;

    private final RetentionRepository rows;
    private final MeasurementConfig measurements;
    private final RetentionConfig config;
    private final MeterRegistry metrics;
    private final Clock clock = Clock.systemUTC();

    RetentionJob(
            RetentionRepository rows, MeasurementConfig measurements, RetentionConfig config, MeterRegistry metrics) {
        this.rows = rows;
        this.measurements = measurements;
        this.config = config;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent started, Workers workers) {
        workers.start(workers.queue("retention", PayloadFormat.NONE), TERMS, this);
    }

    /** The one item of the queue is due again and again: one replica purges at a time. */
    @Override
    public Outcome handle(HeldWork<Void> held) throws InterruptedException {
        purge(clock.instant());
        return new Outcome.Again(PURGE_EVERY);
    }

    /** Removes what is too old at this time. Where one kind cannot be removed, the others are. */
    void purge(Instant now) throws InterruptedException {
        for (var what : Grown.values()) {
            QueueJob.item(
                    () -> purge(what, now.minus(kept(what))),
                    hopeless -> LOG.errorf(hopeless, "Nothing old could be removed: what=%s", name(what)));
        }
    }

    private void purge(Grown what, Instant before) {
        var limit = limit(what);
        int all = 0;
        int removed;
        do {
            removed = Await.of(rows.remove(what, before, limit));
            all += removed;
        } while (removed == limit);
        metrics.counter("belastbar.budget.retention.removed", "what", name(what))
                .increment(all);
        if (all > 0) {
            LOG.infof("Old rows removed: what=%s count=%d", name(what), all);
        }
    }

    private Duration kept(Grown what) {
        return switch (what) {
            case VALUES -> measurements.retention();
            case SERIES -> Duration.ZERO;
            case RUNS -> config.runs();
            case EVALUATIONS -> config.evaluations();
            case ESCALATIONS -> config.escalations();
            case SIGNALS -> config.signals();
            case TROUBLES -> config.troubles();
            case ALERTS -> config.alerts();
            case CHANGES -> config.changes();
        };
    }

    private static int limit(Grown what) {
        return switch (what) {
            case RUNS, EVALUATIONS, ESCALATIONS -> DOCUMENTS_MAX;
            default -> ROWS_MAX;
        };
    }

    private static String name(Grown what) {
        return what.name().toLowerCase(Locale.ROOT);
    }
}
