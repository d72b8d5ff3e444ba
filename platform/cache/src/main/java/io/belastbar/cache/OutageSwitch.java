package io.belastbar.cache;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps callers from waiting for something that is away: after some failures in a row it says no for a pause, then lets
 * one caller try. Thread-safe.
 */
final class OutageSwitch {

    private final int failuresMax;
    private final long pauseNanos;
    private final LongSupplier nanoTime;
    private int failures;
    private long closedUntil;

    OutageSwitch(int failuresMax, Duration pause, LongSupplier nanoTime) {
        this.failuresMax = failuresMax;
        this.pauseNanos = pause.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Whether a caller may try now. During an outage one caller per pause may. */
    synchronized boolean mayTry() {
        if (failures < failuresMax) {
            return true;
        }
        long now = nanoTime.getAsLong();
        if (now - closedUntil < 0) {
            return false;
        }
        closedUntil = now + pauseNanos;
        return true;
    }

    synchronized void succeeded() {
        failures = 0;
    }

    synchronized void failed() {
        failures = Math.min(failures + 1, failuresMax);
        closedUntil = nanoTime.getAsLong() + pauseNanos;
    }
}
