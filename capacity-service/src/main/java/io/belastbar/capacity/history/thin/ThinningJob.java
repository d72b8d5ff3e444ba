package io.belastbar.capacity.history.thin;

import io.belastbar.capacity.history.thin.ThinningRepository.OldSeries;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.schedule.CronTimes;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/** Thins out every night what is old: one replica at a time does it, and a night that was missed is made good. */
@ApplicationScoped
class ThinningJob implements WorkHandler<Void> {

    private static final Logger LOG = Logger.getLogger(ThinningJob.class);
    private static final Duration DELETING_MAX = Duration.ofMinutes(1);
    private static final int SERIES_MAX = 500;
    // What could not be removed is as old a while later.
    private static final WorkTerms TERMS = WorkTerms.withHeartbeat(
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(5),
                    new RetryPolicy(Integer.MAX_VALUE, new BackOff(Duration.ofMinutes(1), Duration.ofHours(1))))
            .poll(Duration.ofMinutes(1));

    private final ThinningRepository rows;
    private final Pool pool;
    private final ThinningConfig config;
    private final CronTimes nights;
    private final MeterRegistry metrics;
    private final Clock clock = Clock.systemUTC();

    ThinningJob(ThinningRepository rows, Pool pool, ThinningConfig config, MeterRegistry metrics) {
        this.rows = rows;
        this.pool = pool;
        this.config = config;
        this.nights = CronTimes.of(config.thinningCron(), ZoneOffset.UTC);
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent started, Workers workers) {
        workers.start(workers.queue("history-thinning", PayloadFormat.NONE), TERMS, this);
    }

    @Override
    public Outcome handle(HeldWork<Void> held) {
        var now = clock.instant();
        thin(now);
        return new Outcome.Again(Duration.between(now, nights.after(now).orElseThrow()));
    }

    /** Thins out what is too old at this time, series by series. */
    void thin(Instant now) {
        int last = 0;
        var old = Await.of(rows.beginningBefore(now.minus(config.measuredFor()), last, SERIES_MAX));
        while (!old.isEmpty()) {
            old.forEach(series -> thin(series, now));
            last = old.getLast().id();
            old = Await.of(rows.beginningBefore(now.minus(config.measuredFor()), last, SERIES_MAX));
        }
    }

    private void thin(OldSeries series, Instant now) {
        var rawFrom = midnight(now.minus(config.measuredFor()), series.zone());
        var hourlyFrom = midnight(now.minus(config.hourlyFor()), series.zone());
        var removed = Await.of(
                pool.withTransaction(transaction -> rows.note(transaction, series.id(), rawFrom, hourlyFrom)
                        .chain(() -> rows.removeValues(transaction, series.id(), rawFrom))
                        .chain(values -> rows.removeHours(transaction, series.id(), hourlyFrom)
                                .map(hours -> new int[] {values, hours}))),
                DELETING_MAX);
        count("values", removed[0]);
        count("hours", removed[1]);
        if (removed[0] + removed[1] > 0) {
            LOG.debugf("Old rows removed: series=%d values=%d hours=%d", series.id(), removed[0], removed[1]);
        }
    }

    private void count(String what, int removed) {
        metrics.counter("belastbar.capacity.history.removed", "what", what).increment(removed);
    }

    private static Instant midnight(Instant at, ZoneId zone) {
        return at.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    }
}
