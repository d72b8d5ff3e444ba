package io.belastbar.loadtest.execution;

import java.time.Duration;

/** How long PostgreSQL has taken no state. */
final class StorageWatch {

    private long lastStored;

    StorageWatch(long nowNanos) {
        this.lastStored = nowNanos;
    }

    /** Notes an attempt; answers zero after a success, else the time since the last one. */
    Duration silence(boolean stored, long nowNanos) {
        if (stored) {
            lastStored = nowNanos;
        }
        return Duration.ofNanos(nowNanos - lastStored);
    }
}
