package io.belastbar.backbone.outbox;

import io.belastbar.jobs.retry.BackOff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which messages may go to Kafka now, and what Kafka's answers mean.
 *
 * <p>The law: a message goes only when each earlier one of its destination is acknowledged or goes before it with the
 * same producer, and that producer sends nothing more once it failed. A copy that arrives late then always repeats what
 * the log has or continues it, so the first copies of a key are in order; the inbox drops the others.
 *
 * <p>A destination that owes an answer has a lane. What comes for it meanwhile is <em>parked</em>: it waits in the outbox
 * under the destination's label, out of the way of the others. A lane whose producer failed is suspect: its first message
 * is tried alone, with a producer of its own, so that a failure harms no other. When that one is acknowledged the rest
 * follows in groups, and when nothing is parked any more the lane ends.
 *
 * <p>Time is {@code System.nanoTime()}, passed in. Not thread-safe.
 */
final class Deliveries {

    /** What became of a message: Kafka has it, Kafka said no, or nothing was heard in time. */
    enum Answer {
        ACKNOWLEDGED,
        REFUSED,
        SILENT
    }

    /** What an answer changed for its destination. */
    enum Change {
        NONE,
        BLOCKED,
        FREED
    }

    /** A pending message and where it should go; null while Kafka cannot be asked. */
    record Row(long sequence, Destination to) {}

    /** One sending of a message. {@code trial}: alone, with a producer of its own. */
    record Delivery(long attempt, long sequence, Destination lane, boolean trial) {}

    /** What to do with new rows; {@code missing} are the topics that do not exist, as from now. */
    record Step(List<Delivery> send, Map<Destination, List<Long>> park, Set<String> missing) {}

    private static final class Lane {
        private int unanswered;
        private int failures;
        private boolean suspect;
        private boolean parked;
        private long dueNanos;
    }

    private static final int TRIALS_MAX = 4;

    private final BackOff backOff;
    private final Map<Destination, Lane> lanes = new LinkedHashMap<>();
    private final Map<Long, Delivery> underWay = new HashMap<>();
    private long attempts;
    private boolean sharedFailed;
    private boolean waits;
    private long quietSinceNanos;

    /** @param parked the destinations under whose labels messages wait already */
    Deliveries(Collection<Destination> parked, BackOff backOff, long nowNanos) {
        this.backOff = backOff;
        this.quietSinceNanos = nowNanos;
        for (Destination destination : parked) {
            Lane lane = open(destination);
            lane.suspect = true;
            lane.parked = true;
            lane.dueNanos = nowNanos;
        }
    }

    /** Decides on the oldest rows that are not parked, in the order of their sequence. */
    Step takeNew(List<Row> rows, long nowNanos) {
        Step step = new Step(new ArrayList<>(), new LinkedHashMap<>(), new HashSet<>());
        Set<Destination> opened = new HashSet<>();
        boolean unplaced = false;
        for (Row row : rows) {
            if (row.to() == null) {
                unplaced = true;
                continue;
            }
            Destination to = laneOf(row.to());
            if (!lanes.containsKey(to)) {
                Lane lane = open(to);
                if (to.isWhole()) {
                    fail(lane, nowNanos);
                    quietSinceNanos = nowNanos;
                    step.missing().add(to.topic());
                } else {
                    opened.add(to);
                }
            }
            if (opened.contains(to)) {
                step.send().add(depart(row.sequence(), to, false));
            } else {
                lanes.get(to).parked = true;
                step.park().computeIfAbsent(to, label -> new ArrayList<>()).add(row.sequence());
            }
        }
        waiting(unplaced || !lanes.isEmpty(), nowNanos);
        return step;
    }

    /** The destinations whose parked messages should be looked at now. */
    List<Destination> due(long nowNanos) {
        List<Destination> due = new ArrayList<>();
        int trials = (int) underWay.values().stream().filter(Delivery::trial).count();
        for (Map.Entry<Destination, Lane> entry : lanes.entrySet()) {
            Lane lane = entry.getValue();
            boolean ready =
                    lane.unanswered == 0 && nowNanos - lane.dueNanos >= 0 && !isBehindItsPartitions(entry.getKey());
            if (ready && (!lane.suspect || trials++ < TRIALS_MAX)) {
                due.add(entry.getKey());
            }
        }
        return due;
    }

    /** Whether only the first parked message of this destination may go. */
    boolean isSuspect(Destination destination) {
        return lanes.get(destination).suspect;
    }

    /** Decides on the oldest parked messages of a due destination; none of them: nothing waits there any more. */
    List<Delivery> takeParked(Destination destination, List<Long> sequences) {
        if (sequences.isEmpty()) {
            lanes.remove(destination);
            return List.of();
        }
        boolean trial = isSuspect(destination);
        return sequences.stream()
                .limit(trial ? 1 : sequences.size())
                .map(sequence -> depart(sequence, destination, trial))
                .toList();
    }

    /** Whether a whole topic waits, so that there is no need to ask for its partitions. */
    boolean waitsAsOne(String topic) {
        return lanes.containsKey(Destination.whole(topic));
    }

    /** Learns what became of a delivery. The shared producer is given up with its first failure. */
    Change answer(Delivery delivery, Answer answer, long nowNanos) {
        if (answer != Answer.SILENT) {
            quietSinceNanos = nowNanos;
        }
        if (underWay.remove(delivery.attempt()) == null) {
            return Change.NONE;
        }
        Lane lane = lanes.get(delivery.lane());
        lane.unanswered--;
        if (answer == Answer.ACKNOWLEDGED) {
            return acknowledged(delivery, lane, nowNanos);
        }
        fail(lane, nowNanos);
        if (!delivery.trial()) {
            sharedFailed = true;
            giveUpShared(nowNanos);
        }
        return lane.failures == 1 ? Change.BLOCKED : Change.NONE;
    }

    /** Whether the shared producer has failed since this was last asked, so that the next one is due. */
    boolean sharedFailed() {
        boolean failed = sharedFailed;
        sharedFailed = false;
        return failed;
    }

    /** How many new messages, not parked, are without an answer. */
    int awaited() {
        return lanes.values().stream()
                .filter(lane -> !lane.parked)
                .mapToInt(lane -> lane.unanswered)
                .sum();
    }

    /** Whether something has waited this long without any answer of Kafka, good or bad. */
    boolean unheardFor(Duration patience, long nowNanos) {
        return waits && nowNanos - quietSinceNanos >= patience.toNanos();
    }

    private Change acknowledged(Delivery delivery, Lane lane, long nowNanos) {
        boolean freed = delivery.trial() && lane.failures > 0;
        if (delivery.trial()) {
            lane.suspect = false;
            lane.failures = 0;
        }
        if (lane.unanswered == 0 && !lane.parked) {
            lanes.remove(delivery.lane());
        } else if (lane.unanswered == 0 && !lane.suspect) {
            lane.dueNanos = nowNanos;
        }
        return freed ? Change.FREED : Change.NONE;
    }

    /** What was under way with the shared producer goes again; a lane that was slow with it has to prove itself. */
    private void giveUpShared(long nowNanos) {
        List<Delivery> lost =
                underWay.values().stream().filter(delivery -> !delivery.trial()).toList();
        for (Delivery delivery : lost) {
            underWay.remove(delivery.attempt());
            Lane lane = lanes.get(delivery.lane());
            if (lane == null) {
                continue;
            }
            lane.unanswered = 0;
            if (!lane.parked) {
                lanes.remove(delivery.lane());
            } else if (!lane.suspect) {
                lane.suspect = true;
                lane.dueNanos = nowNanos;
            }
        }
    }

    private void fail(Lane lane, long nowNanos) {
        lane.failures++;
        lane.suspect = true;
        lane.parked = true;
        lane.dueNanos = nowNanos + backOff.afterFailure(lane.failures).toNanos();
    }

    private Delivery depart(long sequence, Destination lane, boolean trial) {
        Delivery delivery = new Delivery(attempts++, sequence, lane, trial);
        underWay.put(delivery.attempt(), delivery);
        lanes.get(lane).unanswered++;
        return delivery;
    }

    private Lane open(Destination destination) {
        Lane lane = new Lane();
        lanes.put(destination, lane);
        return lane;
    }

    private Destination laneOf(Destination to) {
        return waitsAsOne(to.topic()) ? Destination.whole(to.topic()) : to;
    }

    /** What waits for the whole topic came after what waits for its partitions. */
    private boolean isBehindItsPartitions(Destination destination) {
        return destination.isWhole()
                && lanes.keySet().stream()
                        .anyMatch(other -> other.topic().equals(destination.topic()) && !other.isWhole());
    }

    private void waiting(boolean now, long nowNanos) {
        if (now && !waits) {
            quietSinceNanos = nowNanos;
        }
        waits = now;
    }
}
