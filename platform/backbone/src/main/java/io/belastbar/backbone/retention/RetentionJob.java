package io.belastbar.backbone.retention;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Deletes old rows of the outbox and the inbox once a minute, on a thread of its own. */
public final class RetentionJob implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(RetentionJob.class);

    private final RetentionRepository rows;
    private final Clock clock;
    private final Duration outboxRetention;
    private final Duration inboxRetention;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("backbone-retention").factory());

    public RetentionJob(RetentionRepository rows, Duration outboxRetention, Duration inboxRetention, Clock clock) {
        this.rows = rows;
        this.clock = clock;
        this.outboxRetention = outboxRetention;
        this.inboxRetention = inboxRetention;
    }

    public void start() {
        scheduler.scheduleWithFixedDelay(this::run, 60, 60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }

    void run() {
        try {
            if (!rows.answers().await().indefinitely()) {
                LOG.warn("PostgreSQL does not answer; old rows are deleted later");
                return;
            }
            prune(rows::pruneOutbox, clock.instant().minus(outboxRetention));
            prune(rows::pruneInbox, clock.instant().minus(inboxRetention));
        } catch (RuntimeException e) {
            LOG.warnf("Old rows were not deleted; the next attempt is in a minute: %s", e);
        }
    }

    /** Each statement ends by itself: see {@link io.belastbar.backbone.retry.DatabaseClient}. */
    private static void prune(Function<Instant, Uni<Integer>> statement, Instant before) {
        int deleted;
        do {
            deleted = statement.apply(before).await().indefinitely();
        } while (deleted == RetentionRepository.ROWS_MAX);
    }
}
