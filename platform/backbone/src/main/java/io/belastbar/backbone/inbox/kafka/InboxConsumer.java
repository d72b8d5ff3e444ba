package io.belastbar.backbone.inbox.kafka;

import io.belastbar.backbone.inbox.InboundMessage;
import io.belastbar.backbone.inbox.InboxLaneJob;
import io.belastbar.backbone.inbox.LaneProgress;
import io.belastbar.backbone.inbox.RoutingHandler;
import io.belastbar.jobs.retry.BackOff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Takes messages from Kafka on a thread of its own and has lanes apply them.
 *
 * <p>A partition is in one lane at a time, which keeps its order. Offsets are committed after the effects. While the
 * lanes are busy for long (PostgreSQL is away, or hangs) the partitions are paused and polling goes on, so that this member stays
 * in its group. Should the partitions move to another replica meanwhile, both may apply the same messages: the inbox
 * lets one of them win.
 */
public final class InboxConsumer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(InboxConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration BUSY_POLL = Duration.ofMillis(50);
    private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(2);
    private static final BackOff BACK_OFF = new BackOff(Duration.ofMillis(200), Duration.ofSeconds(5));

    private final Map<String, Object> kafka;
    private final RoutingHandler handlers;
    private final InboxLaneJob lane;
    private final ExecutorService lanes;
    private final List<LaneProgress> progress = new ArrayList<>();
    private final LaneProgress polling = new LaneProgress();
    private final Thread thread;
    private volatile KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean running = true;
    private boolean paused;
    private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();
    private volatile Set<TopicPartition> assigned;

    /** {@code kafka} is the whole configuration of the client, see {@link InboxKafkaConfig}. */
    public InboxConsumer(Map<String, Object> kafka, RoutingHandler handlers, InboxLaneJob lane, int laneCount) {
        this.kafka = kafka;
        this.handlers = handlers;
        this.lane = lane;
        for (int number = 0; number < laneCount; number++) {
            progress.add(new LaneProgress());
        }
        this.lanes = Executors.newFixedThreadPool(
                laneCount, Thread.ofPlatform().daemon().name("inbox-lane-", 1).factory());
        this.thread = Thread.ofPlatform().daemon().name("inbox-consumer").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        running = false;
        lanes.shutdownNow();
        KafkaConsumer<byte[], byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The partitions that this member has; empty while it is in no group. */
    Optional<Set<TopicPartition>> assigned() {
        return Optional.ofNullable(assigned);
    }

    /** What the lanes and the polling thread are at. */
    List<LaneProgress.Work> work() {
        return Stream.concat(Stream.of(polling), progress.stream())
                .map(LaneProgress::work)
                .flatMap(Optional::stream)
                .toList();
    }

    private void run() {
        AtomicInteger failures = new AtomicInteger();
        while (running) {
            try {
                consume(failures);
            } catch (WakeupException | CancellationException e) {
                LOG.debug("The inbox stops");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                if (!running) {
                    // Whoever closes interrupts the lanes first.
                    LOG.debugf("The inbox stopped in the middle of its work: %s", e);
                    return;
                }
                LOG.errorf(e, "The inbox lost its consumer and opens a new one, failures=%d", failures.get() + 1);
                pause(BACK_OFF.afterFailure(failures.incrementAndGet()));
            }
        }
    }

    private void consume(AtomicInteger failures) throws InterruptedException {
        uncommitted.clear();
        paused = false;
        try (KafkaConsumer<byte[], byte[]> opened = new KafkaConsumer<>(kafka)) {
            consumer = opened;
            opened.subscribe(handlers.topics(), new Rebalance());
            while (running) {
                polling.begin("polling Kafka", System.nanoTime());
                ConsumerRecords<byte[], byte[]> records = opened.poll(POLL);
                if (!records.isEmpty()) {
                    apply(records);
                    commit();
                    failures.set(0);
                }
            }
            commitNow(uncommitted);
        } finally {
            consumer = null;
            assigned = null;
        }
    }

    private void apply(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        List<List<InboundMessage>> batches = new ArrayList<>();
        int next = 0;
        for (TopicPartition partition : records.partitions()) {
            if (batches.size() < progress.size()) {
                batches.add(new ArrayList<>());
            }
            List<InboundMessage> batch = batches.get(next++ % progress.size());
            for (ConsumerRecord<byte[], byte[]> message : records.records(partition)) {
                batch.add(InboundMessage.of(KafkaMessageMapper.read(message), handlers.types()));
            }
        }
        List<Future<?>> busy = new ArrayList<>();
        for (int number = 0; number < batches.size(); number++) {
            List<InboundMessage> batch = batches.get(number);
            LaneProgress stand = progress.get(number);
            busy.add(lanes.submit(() -> {
                lane.apply(batch, stand);
                return null;
            }));
        }
        for (Future<?> batch : busy) {
            awaitPolling(batch);
        }
        resume();
        uncommitted.putAll(records.nextOffsets());
    }

    /** Waits for a lane; if that takes long, keeps this member alive in its group meanwhile. */
    private void awaitPolling(Future<?> batch) throws InterruptedException {
        while (true) {
            try {
                batch.get(BUSY_POLL.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                if (!paused) {
                    paused = true;
                    consumer.pause(consumer.assignment());
                }
                polling.begin("polling Kafka", System.nanoTime());
                consumer.poll(Duration.ZERO);
            } catch (ExecutionException e) {
                throw new IllegalStateException("a lane failed", e.getCause());
            }
        }
    }

    private void resume() {
        if (paused) {
            paused = false;
            consumer.resume(consumer.assignment());
        }
    }

    private void commit() {
        uncommitted.keySet().retainAll(consumer.assignment());
        consumer.commitAsync(Map.copyOf(uncommitted), (offsets, failure) -> {
            if (failure != null) {
                LOG.debugf("Offsets were not committed, the next commit includes them: %s", failure);
            }
        });
    }

    private void commitNow(Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            if (!offsets.isEmpty()) {
                consumer.commitSync(offsets, COMMIT_PATIENCE);
            }
        } catch (RuntimeException e) {
            LOG.debugf("Offsets were not committed; the messages will arrive again and be dropped: %s", e);
        }
    }

    private void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Rebalance implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            assigned = Set.copyOf(consumer.assignment());
            if (paused) {
                consumer.pause(partitions);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> leaving = new HashMap<>(uncommitted);
            leaving.keySet().retainAll(partitions);
            commitNow(leaving);
            leave(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            leave(partitions);
        }

        private void leave(Collection<TopicPartition> partitions) {
            uncommitted.keySet().removeAll(partitions);
            Set<TopicPartition> left = new HashSet<>(consumer.assignment());
            left.removeAll(partitions);
            assigned = Set.copyOf(left);
        }
    }
}
