package io.belastbar.backbone.outbox;

import io.belastbar.backbone.BackboneConfig;
import io.belastbar.backbone.retry.BackOff;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jboss.logging.Logger;

/**
 * Publishes what the outbox holds, on a thread of its own.
 *
 * <p>At least once, and in order for each key: a slot belongs to one relay, a batch is acknowledged before the next one
 * is read, and a row is marked only after Kafka has it. Should two relays ever hold the same rows (the old one lost its
 * connection while sending), each sends them in order from the first unmarked one, so that the first copies are still in
 * order and the inbox drops the others.
 */
public final class OutboxRelayJob implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(OutboxRelayJob.class);
    private static final BackOff SESSION_BACK_OFF = new BackOff(Duration.ofMillis(100), Duration.ofSeconds(5));
    private static final BackOff TOPIC_BACK_OFF = new BackOff(Duration.ofMillis(250), Duration.ofSeconds(10));
    private static final Duration PENDING_INTERVAL = Duration.ofSeconds(5);

    private record Sent(PendingMessage pending, Future<RecordMetadata> acknowledgement) {}

    private final Pool pool;
    private final Map<String, Object> kafka;
    private final BackboneConfig.Relay config;
    private final OutboxMetrics metrics;
    private final Thread thread;
    private final Semaphore wake = new Semaphore(0);
    private final BlockedTopics blocked = new BlockedTopics(TOPIC_BACK_OFF);
    private final Set<Integer> slots = new HashSet<>();
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
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (running) {
            try {
                relay();
            } catch (InterruptedException e) {
                // Only close() interrupts; the loop's condition decides.
                Thread.interrupted();
            } catch (RuntimeException e) {
                failures++;
                if (running) {
                    LOG.warnf("The outbox relay lost its session and opens a new one, failures=%d: %s", failures, e);
                    pause(SESSION_BACK_OFF.afterFailure(failures));
                }
            }
        }
    }

    private void relay() throws InterruptedException {
        slots.clear();
        try (RelayRepository outbox = RelayRepository.open(pool, wake::release);
                MessagePublisher publisher = new MessagePublisher(kafka)) {
            long shareAt = System.nanoTime();
            long pendingAt = shareAt;
            long lastEventAt = shareAt - config.busyPeriod().toNanos();
            while (running) {
                long now = System.nanoTime();
                if (now - shareAt >= 0) {
                    share(outbox);
                    shareAt = now + config.shareInterval().toNanos();
                }
                if (now - pendingAt >= 0) {
                    metrics.pending(outbox.pending());
                    pendingAt = now + PENDING_INTERVAL.toNanos();
                }
                wake.drainPermits();
                List<PendingMessage> batch = outbox.fetch(slots, blocked.at(now), config.batchSize());
                failures = 0;
                if (!batch.isEmpty()) {
                    publish(batch, outbox, publisher);
                    lastEventAt = System.nanoTime();
                } else {
                    boolean busy = now - lastEventAt < config.busyPeriod().toNanos();
                    Duration pause = busy ? config.busyPollInterval() : config.pollInterval();
                    wake.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
                }
            }
        }
    }

    private void share(RelayRepository outbox) {
        SlotShare share = SlotShare.next(slots, outbox.relays());
        if (!share.released().isEmpty()) {
            outbox.release(share.released());
            share.released().forEach(slots::remove);
        }
        if (share.claims() > 0) {
            slots.addAll(outbox.claim(share.wanted(), share.claims()));
        }
        metrics.slots(slots.size());
    }

    private void publish(List<PendingMessage> batch, RelayRepository outbox, MessagePublisher publisher)
            throws InterruptedException {
        List<Sent> sent = send(batch, publisher);
        List<Long> acknowledged = new ArrayList<>(sent.size());
        for (Sent message : sent) {
            String topic = message.pending().message().topic();
            try {
                message.acknowledgement().get();
                acknowledged.add(message.pending().sequence());
                metrics.published(message.pending().createdAt(), Instant.now());
                blocked.succeeded(topic);
            } catch (ExecutionException e) {
                blocked.failed(topic, System.nanoTime());
                LOG.errorf("Kafka refused a message; it stays in the outbox, topic=%s: %s", topic, e.getCause());
            }
        }
        if (!acknowledged.isEmpty()) {
            outbox.markPublished(acknowledged, Instant.now());
        }
    }

    /** Sends in order; a topic whose message was refused at once gets no more of this batch. */
    private static List<Sent> send(List<PendingMessage> batch, MessagePublisher publisher) {
        Set<String> refused = new HashSet<>();
        List<Sent> sent = new ArrayList<>(batch.size());
        for (PendingMessage pending : batch) {
            String topic = pending.message().topic();
            if (refused.contains(topic)) {
                continue;
            }
            Future<RecordMetadata> acknowledgement = publisher.send(pending.message());
            sent.add(new Sent(pending, acknowledgement));
            if (acknowledgement.state() == Future.State.FAILED) {
                refused.add(topic);
            }
        }
        return sent;
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
