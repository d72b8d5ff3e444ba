package io.belastbar.chaos.measure.probe;

import io.belastbar.resilience.measure.history.EventKind;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** One write on its way. It has one end: that of whoever says it first. */
public final class ProbeWrite {
    private enum Phase {
        /** Noted; nothing that could be stored was sent. */
        BEGUN,
        SENT,
        ENDED
    }

    private final long sequence;
    private final long begunNanos;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.BEGUN);
    private volatile Thread thread;
    private volatile Long overtakenAt;

    ProbeWrite(long sequence, long begunNanos) {
        this.sequence = sequence;
        this.begunNanos = begunNanos;
    }

    public long sequence() {
        return sequence;
    }

    /** To be called before anything is sent that could be stored; when false, nothing may be sent any more. */
    public boolean send() {
        return phase.compareAndSet(Phase.BEGUN, Phase.SENT);
    }

    /** What a failure without an answer means: what was not sent is not stored. */
    public EventKind ofBrokenConnection() {
        return phase.get() == Phase.BEGUN ? EventKind.FAIL : EventKind.INDETERMINATE;
    }

    void runsOn(Thread runner) {
        thread = runner;
    }

    /** A write that was begun later is acknowledged: if this one finds no end, it is in doubt from then on. */
    void overtaken(long at) {
        if (overtakenAt == null) {
            overtakenAt = at;
        }
    }

    Optional<Long> overtakenAt() {
        return Optional.ofNullable(overtakenAt);
    }

    long ageNanos(long now) {
        return now - begunNanos;
    }

    /** Whether this call is the one that ends it. */
    boolean end() {
        return phase.getAndSet(Phase.ENDED) != Phase.ENDED;
    }

    /** Ends one that hangs, and wakes it; empty if it has ended by itself. */
    Optional<EventKind> giveUp() {
        Phase before = phase.getAndSet(Phase.ENDED);
        if (before == Phase.ENDED) {
            return Optional.empty();
        }
        if (thread != null) {
            thread.interrupt();
        }
        return Optional.of(before == Phase.BEGUN ? EventKind.FAIL : EventKind.INDETERMINATE);
    }
}
