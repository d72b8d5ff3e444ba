package io.belastbar.backbone.outbox;

import io.belastbar.backbone.outbox.Deliveries.Answer;
import io.belastbar.backbone.outbox.Deliveries.Delivery;
import io.belastbar.backbone.outbox.Deliveries.Row;
import io.belastbar.jobs.retry.BackOff;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An outbox, a relay that does what {@link Deliveries} decides, and a Kafka that can do to it what a real one can: be
 * silent, refuse, answer late, and append a request whose producer was given up long ago.
 */
final class SimulatedDelivery {

    static final int KEYS = 6;
    static final int PARTITIONS = 3;

    /** {@code waitsFor}: null if not parked. */
    private static final class Stored {
        private final long sequence;
        private final int key;
        private final boolean big;
        private Destination waitsFor;
        private boolean published;

        Stored(long sequence, int key, boolean big) {
            this.sequence = sequence;
            this.key = key;
            this.big = big;
        }
    }

    private record Answered(Delivery delivery, Answer answer) {}

    /** Sends in order for each destination, nothing more after its first failure. */
    private static final class Producer {
        private final Deque<Answered> listener;
        private final Map<Destination, Deque<Delivery>> queues = new LinkedHashMap<>();
        private boolean failed;

        Producer(Deque<Answered> listener) {
            this.listener = listener;
        }
    }

    private static final BackOff BACK_OFF = new BackOff(Duration.ofMillis(1), Duration.ofMillis(4));

    private final int batch;
    private final List<Stored> outbox = new ArrayList<>();
    private final Map<Integer, List<Long>> log = new HashMap<>();
    private final List<Producer> producers = new ArrayList<>();
    private final List<List<Stored>> late = new ArrayList<>();
    private final Set<Destination> silent = new HashSet<>();
    private final List<Delivery> trials = new ArrayList<>();
    private boolean refusesBig = true;
    private boolean topicMissing;
    private long now;
    private Deque<Answered> answers;
    private Deliveries deliveries;
    private Producer shared;

    SimulatedDelivery(int batch) {
        this.batch = batch;
        beginAnew();
    }

    static Destination destination(int key) {
        return new Destination("topic-" + key % 2, key % PARTITIONS);
    }

    void append(int key, boolean big) {
        outbox.add(new Stored(outbox.size(), key, big));
    }

    void turnSilent(Destination destination) {
        silent.add(destination);
    }

    void turnSilentOrBack(Destination destination) {
        if (!silent.remove(destination)) {
            silent.add(destination);
        }
    }

    void dropOrCreateTopic() {
        topicMissing = !topicMissing;
    }

    void heal() {
        silent.clear();
        refusesBig = false;
        topicMissing = false;
    }

    /** Another relay takes over, or the same one after its session was cut; what was sent may still arrive. */
    void beginAnew() {
        List<Destination> parked = outbox.stream()
                .filter(row -> !row.published && row.waitsFor != null)
                .map(row -> row.waitsFor)
                .distinct()
                .toList();
        deliveries = new Deliveries(parked, BACK_OFF, now);
        answers = new ArrayDeque<>();
        shared = new Producer(answers);
        producers.add(shared);
        trials.clear();
    }

    /** One round of the relay. */
    void relay() {
        now += 1_000_000;
        settle();
        for (Destination due : deliveries.due(now)) {
            List<Long> parked = pending(due).stream().map(row -> row.sequence).toList();
            deliveries.takeParked(due, parked).forEach(this::send);
        }
        List<Row> rows = pending(null).stream()
                .map(row -> new Row(row.sequence, placed(destination(row.key))))
                .toList();
        Deliveries.Step step = deliveries.takeNew(rows, now);
        step.send().forEach(this::send);
        step.park().forEach((lane, sequences) -> sequences.forEach(sequence -> row(sequence).waitsFor = lane));
    }

    /** Kafka takes one request of one of the producers; {@code fate} decides what becomes of it. */
    void kafka(int choice, int fate) {
        if (choice % 3 == 0 && !late.isEmpty()) {
            late.remove(choice % late.size()).forEach(this::appendToLog);
        } else if (choice % 3 == 1 && !trials.isEmpty()) {
            request(null, List.of(trials.remove(choice % trials.size())), fate);
        } else {
            Producer producer = producers.get(choice % producers.size());
            List<Deque<Delivery>> queues = producer.queues.values().stream()
                    .filter(queue -> !queue.isEmpty())
                    .toList();
            if (!producer.failed && !queues.isEmpty()) {
                Deque<Delivery> queue = queues.get(choice % queues.size());
                List<Delivery> request = new ArrayList<>();
                for (int size = 1 + fate % 3; size > 0 && !queue.isEmpty(); size--) {
                    request.add(queue.poll());
                }
                request(producer, request, fate);
            }
        }
    }

    /** All requests that can be answered are, for better or worse; nothing is lost or late. */
    void kafkaAnswersAll() {
        while (!trials.isEmpty()) {
            request(null, List.of(trials.removeFirst()), 0);
        }
        for (Deque<Delivery> queue : List.copyOf(shared.queues.values())) {
            while (!queue.isEmpty()
                    && !shared.failed
                    && !silent.contains(queue.peek().lane())) {
                request(shared, List.of(queue.poll()), 0);
            }
        }
    }

    List<Long> logOf(int key) {
        return log.getOrDefault(key, List.of());
    }

    List<Long> committedOf(int key) {
        return outbox.stream()
                .filter(row -> row.key == key)
                .map(row -> row.sequence)
                .toList();
    }

    long unpublished() {
        return outbox.stream().filter(row -> !row.published).count();
    }

    long unpublishedOf(int key) {
        return outbox.stream().filter(row -> row.key == key && !row.published).count();
    }

    private void request(Producer producer, List<Delivery> request, int fate) {
        Deque<Answered> listener = producer == null ? answers : producer.listener;
        for (int at = 0; at < request.size(); at++) {
            Delivery delivery = request.get(at);
            Stored row = row(delivery.sequence());
            if (placed(destination(row.key)).isWhole() || row.big && refusesBig) {
                fail(producer, delivery, Answer.REFUSED);
                return;
            }
            if (silent.contains(destination(row.key)) || fate % 5 == 4) {
                // The request may reach the log all the same, now or later, or never.
                List<Stored> run = request.subList(at, request.size()).stream()
                        .map(sent -> row(sent.sequence()))
                        .filter(sent -> !sent.big || !refusesBig)
                        .toList();
                if (fate % 2 == 0 && run.size() == request.size() - at) {
                    late.add(run);
                }
                fail(producer, delivery, Answer.SILENT);
                return;
            }
            appendToLog(row);
            listener.add(new Answered(delivery, Answer.ACKNOWLEDGED));
        }
    }

    private void fail(Producer producer, Delivery delivery, Answer answer) {
        if (producer == null) {
            answers.add(new Answered(delivery, answer));
        } else {
            producer.failed = true;
            producer.listener.add(new Answered(delivery, answer));
        }
    }

    private void settle() {
        while (!answers.isEmpty()) {
            Answered answered = answers.poll();
            if (answered.answer() == Answer.ACKNOWLEDGED) {
                row(answered.delivery().sequence()).published = true;
            }
            deliveries.answer(answered.delivery(), answered.answer(), now);
        }
        if (deliveries.sharedFailed()) {
            shared.failed = true;
            shared = new Producer(answers);
            producers.add(shared);
        }
    }

    private void send(Delivery delivery) {
        if (delivery.trial()) {
            trials.add(delivery);
        } else if (!shared.failed) {
            Destination to = destination(row(delivery.sequence()).key);
            shared.queues.computeIfAbsent(to, queue -> new ArrayDeque<>()).add(delivery);
        }
    }

    private List<Stored> pending(Destination label) {
        return outbox.stream()
                .filter(row -> !row.published && java.util.Objects.equals(row.waitsFor, label))
                .limit(batch)
                .toList();
    }

    private Destination placed(Destination destination) {
        return topicMissing && destination.topic().equals("topic-0")
                ? Destination.whole(destination.topic())
                : destination;
    }

    private void appendToLog(Stored row) {
        log.computeIfAbsent(row.key, key -> new ArrayList<>()).add(row.sequence);
    }

    private Stored row(long sequence) {
        return outbox.get((int) sequence);
    }
}
