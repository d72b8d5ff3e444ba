package io.belastbar.backbone.outbox;

import io.belastbar.backbone.outbox.Deliveries.Answer;
import io.belastbar.backbone.outbox.Deliveries.Change;
import io.belastbar.backbone.outbox.Deliveries.Delivery;
import io.belastbar.backbone.outbox.Deliveries.Row;
import io.belastbar.backbone.outbox.RelayRepository.Pending;
import io.belastbar.jobs.retry.BackOff;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** What the leading relay does: fetches, sends, marks, parks, as {@link Deliveries} decides. Runs in the relay's thread. */
final class DeliveryJob implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DeliveryJob.class);
    private static final BackOff BACK_OFF = new BackOff(Duration.ofMillis(250), Duration.ofSeconds(5));

    /** How long a destination may hold up the others before its messages are parked. */
    private static final Duration SLOW = Duration.ofMillis(100);

    /** How long a topic may hold up the others before Kafka has told of it. */
    private static final Duration UNKNOWN = Duration.ofSeconds(2);

    /** How long something may wait without a word from Kafka before another replica should try. */
    private static final Duration UNHEARD = Duration.ofSeconds(15);

    // Only one append in an interval notifies. So once woken the relay looks often, for longer than that interval.
    private static final Duration BUSY_POLL = NotifyThrottle.INTERVAL.dividedBy(2);
    private static final Duration BUSY = NotifyThrottle.INTERVAL.multipliedBy(20);

    private sealed interface Event {}

    private record Appended() implements Event {}

    private record Answered(Delivery delivery, Pending pending, Answer answer, String reason) implements Event {}

    private final RelayRepository outbox;
    private final Map<String, Object> kafka;
    private final int batchSize;
    private final OutboxMetrics metrics;
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Map<String, Integer> partitions = new HashMap<>();
    private final Map<String, Long> unknownSince = new HashMap<>();
    private final Deliveries deliveries;
    private MessagePublisher publisher;

    /** Begins to lead; the session must have the lead, and calls {@link #wake} from then on. */
    DeliveryJob(RelayRepository outbox, Map<String, Object> kafka, int batchSize, OutboxMetrics metrics) {
        this.outbox = outbox;
        this.kafka = kafka;
        this.batchSize = batchSize;
        this.metrics = metrics;
        this.deliveries = new Deliveries(outbox.parked(), BACK_OFF, System.nanoTime());
        this.publisher = new MessagePublisher(kafka);
    }

    /** Makes the relay look at once; from any thread. */
    void wake() {
        events.add(new Appended());
    }

    /** Publishes until told to stop, or until Kafka has not been heard of for so long that another replica should try. */
    void run(BooleanSupplier running, Duration pollInterval) throws InterruptedException {
        long lastEventAt = System.nanoTime() - BUSY.toNanos();
        while (running.getAsBoolean()) {
            settle(Duration.ZERO);
            if (deliveries.unheardFor(UNHEARD, System.nanoTime())) {
                LOG.warn("Kafka has not answered for a while: another replica may take the lead of the outbox");
                return;
            }
            boolean sent = sendParked() | sendNew();
            long now = System.nanoTime();
            if (sent) {
                lastEventAt = now;
            } else {
                settle(now - lastEventAt < BUSY.toNanos() ? BUSY_POLL : pollInterval);
            }
        }
    }

    @Override
    public void close() {
        publisher.close();
    }

    /** Sends what is not parked and waits a little for the answers; false if there was nothing that could be sent. */
    private boolean sendNew() throws InterruptedException {
        List<Pending> found = outbox.fetchNew(batchSize);
        Map<Long, Pending> bySequence = bySequence(found);
        Map<String, Integer> told = new HashMap<>();
        List<Row> rows = found.stream()
                .map(pending -> new Row(pending.sequence(), destination(pending, told)))
                .toList();
        Deliveries.Step step = deliveries.takeNew(rows, System.nanoTime());
        step.missing()
                .forEach(topic ->
                        LOG.errorf("Kafka knows no such topic, or does not say; its events wait, topic=%s", topic));
        step.send().forEach(delivery -> send(delivery, bySequence.get(delivery.sequence())));
        step.park().forEach(outbox::park);
        long deadline = System.nanoTime() + SLOW.toNanos();
        for (long left = SLOW.toNanos(); deliveries.awaited() > 0 && left > 0; left = deadline - System.nanoTime()) {
            settle(Duration.ofNanos(left));
        }
        return !step.send().isEmpty() || !step.park().isEmpty();
    }

    /** Sends what is parked for destinations that are due; the answers come later. */
    private boolean sendParked() {
        boolean sent = false;
        for (Destination destination : deliveries.due(System.nanoTime())) {
            int limit = deliveries.isSuspect(destination) ? 1 : batchSize;
            Map<Long, Pending> found = bySequence(outbox.fetchParked(destination, limit));
            List<Delivery> taken = deliveries.takeParked(destination, List.copyOf(found.keySet()));
            taken.forEach(delivery -> send(delivery, found.get(delivery.sequence())));
            sent |= !taken.isEmpty();
        }
        return sent;
    }

    private void send(Delivery delivery, Pending pending) {
        MessagePublisher.Listener listener =
                (answer, reason) -> events.add(new Answered(delivery, pending, answer, reason));
        if (delivery.trial()) {
            Thread.ofVirtual()
                    .name("outbox-trial")
                    .start(() -> MessagePublisher.tryOnce(kafka, pending.message(), listener));
        } else {
            publisher.send(pending.message(), listener);
        }
    }

    /** Takes in the answers that are there, waiting this long for the first event. */
    private void settle(Duration patience) throws InterruptedException {
        List<Event> arrived = new ArrayList<>();
        Event first = events.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (first == null) {
            return;
        }
        arrived.add(first);
        events.drainTo(arrived);
        List<Long> published = new ArrayList<>();
        for (Event event : arrived) {
            if (event instanceof Answered answered) {
                take(answered, published);
            }
        }
        if (!published.isEmpty()) {
            outbox.markPublished(published, Instant.now());
        }
        if (deliveries.sharedFailed()) {
            publisher.close();
            publisher = new MessagePublisher(kafka);
        }
    }

    private void take(Answered answered, List<Long> published) {
        Destination lane = answered.delivery().lane();
        if (answered.answer() == Answer.ACKNOWLEDGED) {
            published.add(answered.pending().sequence());
            metrics.published(answered.pending().createdAt());
        }
        Change change = deliveries.answer(answered.delivery(), answered.answer(), System.nanoTime());
        if (change == Change.BLOCKED) {
            LOG.errorf("Kafka does not take events; they wait, destination=%s: %s", lane.label(), answered.reason());
        } else if (change == Change.FREED) {
            LOG.infof("Kafka takes events again, destination=%s", lane.label());
        }
    }

    private Destination destination(Pending pending, Map<String, Integer> told) {
        String topic = pending.message().topic();
        if (deliveries.waitsAsOne(topic)) {
            return Destination.whole(topic);
        }
        int count = told.computeIfAbsent(topic, this::partitions);
        if (count < 0) {
            return null;
        }
        return count == 0
                ? Destination.whole(topic)
                : new Destination(topic, MessagePublisher.partition(pending.message(), count));
    }

    /** A new producer may need a while to learn of a topic; what was heard before holds until then. */
    private int partitions(String topic) {
        int count = publisher.partitions(topic);
        if (count >= 0) {
            unknownSince.remove(topic);
            partitions.put(topic, count);
            return count;
        }
        long now = System.nanoTime();
        boolean tooLong = now - unknownSince.computeIfAbsent(topic, first -> now) > UNKNOWN.toNanos();
        return partitions.getOrDefault(topic, tooLong ? 0 : -1);
    }

    private static Map<Long, Pending> bySequence(List<Pending> messages) {
        return messages.stream()
                .collect(Collectors.toMap(
                        Pending::sequence, Function.identity(), (one, other) -> one, java.util.LinkedHashMap::new));
    }
}
