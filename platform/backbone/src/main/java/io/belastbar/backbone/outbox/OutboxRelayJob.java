package io.belastbar.backbone.outbox;

import io.belastbar.backbone.BackboneConfig;
import io.belastbar.jobs.retry.BackOff;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * One replica's relay, on a thread of its own: takes the lead of the service's outbox when nobody has it, and publishes
 * while it has it.
 *
 * <p>At least once, and in order for each key. Should two relays ever publish the same rows (the old leader's session was
 * cut while it sent), each sends them in order from the first unmarked one, so that the first copies are still in order
 * and the inbox drops the others.
 */
public final class OutboxRelayJob implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(OutboxRelayJob.class);
    private static final BackOff SESSION_BACK_OFF = new BackOff(Duration.ofMillis(100), Duration.ofSeconds(5));

    /** How often a relay that stands by asks for the lead. */
    private static final Duration STAND_BY = Duration.ofMillis(250);

    /** How long a relay that gave the lead back lets others take it. */
    private static final Duration AFTER_YOU = STAND_BY.multipliedBy(4);

    private final Pool pool;
    private final Map<String, Object> kafka;
    private final BackboneConfig.Relay config;
    private final OutboxMetrics metrics;
    private final Thread thread;
    private CompletableFuture<SqlConnection> asked;
    private int failures;
    private volatile boolean running = true;

    public OutboxRelayJob(Pool pool, Map<String, Object> kafka, BackboneConfig.Relay config, OutboxMetrics metrics) {
        this.pool = pool;
        this.kafka = kafka;
        this.config = config;
        this.metrics = metrics;
        this.thread = Thread.ofPlatform().daemon().name("outbox-relay").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        running = false;
        try {
            if (!thread.join(STAND_BY.multipliedBy(4))) {
                thread.interrupt();
                thread.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (running) {
            long startedNanos = System.nanoTime();
            try {
                relay();
                Thread.sleep(AFTER_YOU);
            } catch (InterruptedException e) {
                // Only close() interrupts; the loop's condition decides.
                Thread.interrupted();
            } catch (TimeoutException | ExecutionException | RuntimeException e) {
                boolean lasted = System.nanoTime() - startedNanos
                        > SESSION_BACK_OFF.max().toNanos();
                failures = lasted ? 1 : failures + 1;
                if (running) {
                    LOG.warnf("The outbox relay lost its session and opens a new one, failures=%d: %s", failures, e);
                    pause(SESSION_BACK_OFF.afterFailure(failures));
                }
            }
        }
    }

    private void relay() throws InterruptedException, TimeoutException, ExecutionException {
        try (RelayRepository outbox = new RelayRepository(connection())) {
            while (running && !outbox.lead()) {
                Thread.sleep(STAND_BY);
            }
            try (DeliveryJob delivery = new DeliveryJob(outbox, kafka, config.batchSize(), metrics)) {
                outbox.listen(delivery::wake);
                metrics.leading(true);
                delivery.run(() -> running, config.pollInterval());
            } finally {
                metrics.leading(false);
            }
        }
    }

    /** A connection that comes too late is not lost to the pool: the next try takes it. */
    private SqlConnection connection() throws InterruptedException, TimeoutException, ExecutionException {
        if (asked == null) {
            asked = pool.getConnection().subscribeAsCompletionStage();
        }
        try {
            return asked.get(RelayRepository.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } finally {
            asked = asked.isDone() ? null : asked;
        }
    }

    private void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            // Only close() interrupts; the loop's condition decides.
            Thread.interrupted();
        }
    }
}
