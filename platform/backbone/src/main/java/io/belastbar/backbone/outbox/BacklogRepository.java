package io.belastbar.backbone.outbox;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Counts what waits in the outbox, on a clock of its own, so that it is seen whatever the relay does. */
public final class BacklogRepository implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    // The oldest row of each label, the labels found by one step through the index each.
    private static final String BACKLOG = """
            WITH RECURSIVE label (waits_for) AS (
                SELECT '' COLLATE "C"
                UNION ALL
                SELECT (SELECT waits_for FROM outbox_event
                         WHERE published_at IS NULL AND waits_for > label.waits_for
                         ORDER BY waits_for LIMIT 1)
                  FROM label WHERE label.waits_for IS NOT NULL
            )
            SELECT (SELECT count(*) FROM (SELECT 1 FROM outbox_event WHERE published_at IS NULL LIMIT 100000) AS pending),
                   (SELECT min(created_at) FROM label, LATERAL
                           (SELECT created_at FROM outbox_event
                             WHERE published_at IS NULL AND waits_for = label.waits_for
                             ORDER BY sequence + 0 LIMIT 1) AS oldest)
            """;

    private final Pool pool;
    private final OutboxMetrics metrics;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("outbox-backlog").factory());
    private CompletableFuture<OutboxMetrics.Backlog> asked = CompletableFuture.completedFuture(null);

    public BacklogRepository(Pool pool, OutboxMetrics metrics) {
        this.pool = pool;
        this.metrics = metrics;
    }

    public void start() {
        clock.scheduleWithFixedDelay(this::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** Asks at most one question at a time: a database that hangs must not collect them. */
    private void look() {
        if (asked.isDone()) {
            asked = pool.preparedQuery(BACKLOG)
                    .execute()
                    .map(rows -> backlog(rows.iterator().next()))
                    .subscribeAsCompletionStage();
        }
        metrics.backlog(asked.copy()
                .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(away -> null)
                .join());
    }

    private static OutboxMetrics.Backlog backlog(Row row) {
        var oldest = row.getOffsetDateTime(1);
        return new OutboxMetrics.Backlog(row.getLong(0), oldest == null ? null : oldest.toInstant());
    }
}
