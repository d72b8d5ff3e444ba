package io.belastbar.backbone.inbox.kafka;

import io.belastbar.backbone.BackboneConfig;
import io.belastbar.backbone.inbox.InboxMetrics;
import io.belastbar.backbone.inbox.InboxRepository;
import io.belastbar.backbone.inbox.Standstill;
import io.belastbar.backbone.inbox.Standstill.Dependency;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Looks at the inbox, PostgreSQL and Kafka from outside, on a thread of its own, so that there is something to be seen
 * just when the inbox waits.
 */
public final class InboxWatchJob implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(InboxWatchJob.class);

    private final InboxConsumer consumer;
    private final InboxRepository inbox;
    private final LagClient lags;
    private final InboxMetrics metrics;
    private final BackboneConfig.Inbox config;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("inbox-watch").factory());
    private volatile Dependency database = new Dependency(true, System.nanoTime());
    private volatile Dependency kafka = new Dependency(true, System.nanoTime());

    /** {@code kafka} is the configuration of the connection. */
    public InboxWatchJob(
            InboxConsumer consumer,
            InboxRepository inbox,
            Map<String, Object> kafka,
            InboxMetrics metrics,
            BackboneConfig config) {
        this.consumer = consumer;
        this.inbox = inbox;
        this.lags = new LagClient(kafka, config.consumerGroup());
        this.metrics = metrics;
        this.config = config.inbox();
    }

    public void start() {
        long millis = config.watchInterval().toMillis();
        scheduler.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        lags.close();
    }

    /** Why the inbox stands still by its own fault; empty while it does not. */
    public Optional<String> standstill() {
        return Standstill.reason(consumer.work(), database, kafka, System.nanoTime(), config.stuckAfter());
    }

    /** What PostgreSQL does, for people. */
    public String database() {
        return describe(database);
    }

    /** What Kafka does, for people. */
    public String kafka() {
        return describe(kafka);
    }

    private void look() {
        try {
            boolean answers = inbox.answers().await().indefinitely();
            database = database.asked(answers, System.nanoTime());
            lookAtKafka();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.debugf("The inbox was not looked at: %s", e);
        }
    }

    private void lookAtKafka() throws InterruptedException {
        try {
            var assigned = consumer.assigned();
            // Asked even of no partition: it tells whether Kafka answers.
            long lag = lags.lag(assigned.orElseGet(Set::of));
            metrics.lag(assigned.isPresent() ? lag : Double.NaN);
            kafka = kafka.asked(true, System.nanoTime());
        } catch (KafkaException e) {
            LOG.debugf("Kafka does not tell the lag: %s", e);
            metrics.lag(Double.NaN);
            kafka = kafka.asked(false, System.nanoTime());
        }
    }

    private static String describe(Dependency dependency) {
        long seconds =
                Duration.ofNanos(System.nanoTime() - dependency.sinceNanos()).toSeconds();
        return (dependency.answers() ? "has answered for " : "has not answered for ") + seconds + " s";
    }
}
