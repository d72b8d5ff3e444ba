package io.belastbar.budget.measurement;

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
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Removes values that are older than series are kept. Replicas may do it side by side. */
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
    private static final int ROWS_MAX = 5_000;

    private final Pool pool;
    private final MeasurementConfig config;
    private final MeterRegistry metrics;

    RetentionJob(Pool pool, MeasurementConfig config, MeterRegistry metrics) {
        this.pool = pool;
        this.config = config;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent started, Workers workers) {
        workers.start(workers.queue("retention", PayloadFormat.NONE), TERMS, this);
    }

    /** The one item of the queue is due again and again: one replica purges at a time. */
    @Override
    public Outcome handle(HeldWork<Void> held) {
        for (var removed = purgeSome(); removed == ROWS_MAX; removed = purgeSome()) {
            LOG.debugf("Old values removed: count=%d", removed);
        }
        return new Outcome.Again(PURGE_EVERY);
    }

    /** Removes the oldest values, and says how many. */
    int purgeSome() {
        var removed = Await.of(pool.preparedQuery("""
                        DELETE FROM series_point WHERE point_id IN (
                          SELECT old.point_id FROM series, LATERAL (
                                 SELECT point_id FROM series_point p
                                  WHERE p.series_id = series.series_id AND at < now() - $1 * interval '1 second'
                                  ORDER BY at LIMIT $2) AS old
                           LIMIT $2)""")
                        .execute(Tuple.of((double) config.retention().toSeconds(), ROWS_MAX)))
                .rowCount();
        metrics.counter("belastbar.budget.series.points.removed").increment(removed);
        return removed;
    }
}
