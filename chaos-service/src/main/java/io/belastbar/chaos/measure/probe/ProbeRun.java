package io.belastbar.chaos.measure.probe;

import io.belastbar.resilience.measure.history.EventKind;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Begins a write on schedule, whatever became of those before it, until it is stopped. Each is in the journal, on disk,
 * before it is sent.
 *
 * <p>When a write is acknowledged while older ones hang, the system is well again on a fresh connection, and the old
 * ones wait for an answer that will not come. They are given up when their patience ends; in doubt they are since they
 * were overtaken, and so it is noted: their end is no trouble after recovery.
 */
public final class ProbeRun {
    private final ProbeSchedule schedule;
    private final ProbedSystem system;
    private final ProbeJournal journal;
    private final ConcurrentSkipListMap<Long, ProbeWrite> underWay = new ConcurrentSkipListMap<>();
    private final AtomicReference<IOException> failure = new AtomicReference<>();
    private final Thread clock;
    private volatile boolean closing;
    private volatile boolean acknowledged;
    private long sequence;

    /** @param firstSequence after what the journal has already */
    public ProbeRun(ProbeSchedule schedule, ProbedSystem system, ProbeJournal journal, long firstSequence) {
        this.schedule = schedule;
        this.system = system;
        this.journal = journal;
        this.sequence = firstSequence;
        clock = Thread.ofPlatform().daemon().name("probe").unstarted(this::tick);
    }

    public void start() {
        clock.start();
    }

    /** Notes something about the system as a whole, durably. */
    public void mark(EventKind kind) throws IOException {
        journal.noteDurably(kind, 0);
    }

    /** Why it could not go on: its journal cannot be written. */
    public Optional<IOException> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Whether the system has taken a write since it was started here. */
    public boolean hasAcknowledged() {
        return acknowledged;
    }

    private void tick() {
        long interval = schedule.interval().toNanos();
        long next = System.nanoTime();
        while (!closing && failure.get() == null) {
            long now = System.nanoTime();
            if (now < next) {
                LockSupport.parkNanos(next - now);
                continue;
            }
            giveUpTheOld(now);
            if (underWay.size() < schedule.inFlightMax()) {
                begin(now);
            }
            // What was missed is not made up for: a burst would measure nothing.
            next += Math.max(1, (now - next) / interval + 1) * interval;
        }
    }

    private void giveUpTheOld(long now) {
        for (ProbeWrite write : underWay.values()) {
            long age = write.ageNanos(now);
            if (age < schedule.hanging().toNanos()) {
                return;
            }
            system.distrust();
            if (age >= schedule.patience().toNanos() || underWay.size() >= schedule.inFlightMax()) {
                giveUp(write);
            }
        }
    }

    private void begin(long now) {
        var write = new ProbeWrite(sequence++, now);
        underWay.put(write.sequence(), write);
        Thread.ofVirtual().name("probe-" + write.sequence()).start(() -> run(write));
    }

    private void run(ProbeWrite write) {
        try {
            write.runsOn(Thread.currentThread());
            journal.noteDurably(EventKind.INVOKE, write.sequence());
            EventKind end = system.write(write);
            if (end.isTrouble()) {
                system.distrust();
            }
            if (write.end()) {
                note(end, write, end == EventKind.INDETERMINATE);
            }
        } catch (IOException full) {
            failure.compareAndSet(null, full);
        } finally {
            underWay.remove(write.sequence());
        }
    }

    private void note(EventKind end, ProbeWrite write, boolean sinceOvertaken) throws IOException {
        if (sinceOvertaken && write.overtakenAt().isPresent()) {
            journal.noteSince(end, write.sequence(), write.overtakenAt().get());
            return;
        }
        long at = journal.note(end, write.sequence());
        if (end == EventKind.ACK) {
            acknowledged = true;
            underWay.headMap(write.sequence()).values().forEach(older -> older.overtaken(at - 1));
        }
    }

    private void giveUp(ProbeWrite write) {
        write.giveUp().ifPresent(end -> {
            try {
                note(end, write, true);
            } catch (IOException full) {
                failure.compareAndSet(null, full);
            } finally {
                underWay.remove(write.sequence());
            }
        });
    }

    /** Begins no more, and gives up what has no end within the patience. */
    public void stop() throws InterruptedException {
        closing = true;
        LockSupport.unpark(clock);
        clock.join();
        long deadline = System.nanoTime() + schedule.patience().toNanos();
        while (!underWay.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        underWay.values().forEach(this::giveUp);
        system.close();
    }
}
