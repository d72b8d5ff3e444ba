package io.belastbar.backbone.outbox;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides which append wakes the relay.
 *
 * <p>PostgreSQL serialises the commits of transactions that notify, so notifying on each one would forfeit group commit.
 * One in each interval is enough: a relay that was woken keeps looking for longer than the interval.
 */
final class NotifyThrottle {

    static final Duration INTERVAL = Duration.ofMillis(10);

    private final AtomicLong lastNanos;

    NotifyThrottle(long nowNanos) {
        this.lastNanos = new AtomicLong(nowNanos - INTERVAL.toNanos());
    }

    /** Whether the append at this time should notify; true at most once an interval. */
    boolean due(long nowNanos) {
        long last = lastNanos.get();
        return nowNanos - last >= INTERVAL.toNanos() && lastNanos.compareAndSet(last, nowNanos);
    }
}
