package io.belastbar.budget.measurement;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletionException;
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

    RetentionJob(Pool pool, MeasurementConfig config, MeterRegistry metrics) {
        this.pool = pool;
        this.config = config;
        this.metrics = metrics;
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void purge() {
        try {
            for (var removed = purgeSome(); removed == ROWS_MAX; removed = purgeSome()) {
                LOG.debugf("Old values removed: count=%d", removed);
            }
        } catch (VertxException | CompletionException | TimeoutException away) {
            // They are as old an hour later.
            LOG.warnf("Old values stay, the database did not answer: %s", away.getMessage());
        }
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
