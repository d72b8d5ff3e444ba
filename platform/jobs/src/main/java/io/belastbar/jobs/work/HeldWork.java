package io.belastbar.jobs.work;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * An item as its owner holds it. The owner gives signs of life while it works; if it finds that the item is gone or
 * somebody else's, or takes longer than its lease, its work is ended.
 */
public final class HeldWork<T> {

    /** Why work is ended before its time. */
    public enum Ended {
        /** The item is gone or somebody else's. */
        LOST,
        /** It took longer than its lease. */
        OVERDUE,
        /** The service stops. */
        STOPPING
    }

    private final LeasedWork<T> work;
    private final LeasedWorkRepository.Claimed claimed;
    private long deadlineNanos;
    private Consumer<Ended> ending;
    private Ended ended;
    private boolean stopping;

    HeldWork(LeasedWork<T> work, LeasedWorkRepository.Claimed claimed, Duration lease) {
        this.work = work;
        this.claimed = claimed;
        this.deadlineNanos = System.nanoTime() + lease.toNanos();
    }

    /** Its key in the queue. */
    public String item() {
        return claimed.item();
    }

    /** What it carries; fails if that cannot be read. */
    public T payload() {
        return work.format().read().apply(claimed.payload());
    }

    /** The attempts, this one included, since it was last done. */
    public int attempt() {
        return claimed.attempts();
    }

    /** The {@code traceparent} of who asked for it; null where nobody did in a trace. */
    String traceparent() {
        return claimed.traceparent();
    }

    /** Begins the lease anew; for work that takes longer than it was thought to. False if the item is lost. */
    public boolean extend(Duration lease) {
        boolean held = work.extend(this, lease);
        if (held) {
            prolong(lease);
        }
        return held;
    }

    /** What to do, from another thread, instead of interrupting the handler's thread. Called at once if it is late. */
    public void whenEnded(Consumer<Ended> action) {
        Ended before;
        synchronized (this) {
            ending = action;
            ended = ended == null && stopping ? Ended.STOPPING : ended;
            before = ended;
        }
        if (before != null) {
            action.accept(before);
        }
    }

    LeasedWorkRepository.Claimed claimed() {
        return claimed;
    }

    synchronized void prolong(Duration lease) {
        deadlineNanos = System.nanoTime() + lease.toNanos();
    }

    synchronized boolean isOverdue(long nowNanos) {
        return nowNanos - deadlineNanos >= 0;
    }

    /** Null while nobody ended it. */
    synchronized Ended ended() {
        return ended;
    }

    /** The first reason counts. */
    void end(Ended reason, Runnable interrupt) {
        Consumer<Ended> action;
        synchronized (this) {
            if (ended != null) {
                return;
            }
            ended = reason;
            action = ending;
        }
        if (action == null) {
            interrupt.run();
        } else {
            action.accept(reason);
        }
    }

    /** The service stops: ended at once if somebody has said how, else after the grace. */
    void stop() {
        boolean endsItself;
        synchronized (this) {
            stopping = true;
            endsItself = ending != null;
        }
        if (endsItself) {
            end(Ended.STOPPING, () -> {});
        }
    }
}
