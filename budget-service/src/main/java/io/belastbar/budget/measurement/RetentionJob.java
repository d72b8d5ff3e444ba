package io.belastbar.budget.measurement;

import io.belastbar.backbone.retry.QueueJob;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Removes values that are older than series are kept. Replicas may do it side by side. */
@ApplicationScoped
class RetentionJob {

    private static final Logger LOG = Logger.getLogger(RetentionJob.class);
    private static final Duration DATABASE_WAIT_MAX = Duration.ofSeconds(30);
    private static final int ROWS_MAX = 5_000;

    private final Pool pool;
    private final MeasurementConfig config;
    private final MeterRegistry metrics;
    // They are as old an hour later.
    private final QueueJob queue = new QueueJob(LOG, "Old values");

    RetentionJob(Pool pool, MeasurementConfig config, MeterRegistry metrics) {
        this.pool = pool;
        this.config = config;
        this.metrics = metrics;
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void purge() {
        queue.round(() -> {
            for (var removed = purgeSome(); removed == ROWS_MAX; removed = purgeSome()) {
                LOG.debugf("Old values removed: count=%d", removed);
            }
        });
    }

    /** Removes the oldest values, and says how many. */
    int purgeSome() {
        var removed = pool.preparedQuery("""
                        DELETE FROM series_point WHERE point_id IN (
                          SELECT point_id FROM series_point
                           WHERE at < now() - $1 * interval '1 second'
                           ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED)""")
                .execute(Tuple.of((double) config.retention().toSeconds(), ROWS_MAX))
                .await()
                .atMost(DATABASE_WAIT_MAX)
                .rowCount();
        metrics.counter("belastbar.budget.series.points.removed").increment(removed);
        return removed;
    }
}
