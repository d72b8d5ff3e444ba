package io.belastbar.cache;

import java.util.concurrent.atomic.LongAdder;

/** Hits and misses of one layer of one cache, and the look-ups that it did not answer. */
final class LayerStatistics {

    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder unavailable = new LongAdder();

    /** Passes a looked-up value on and counts it. */
    <T> T count(T valueOrNull) {
        (valueOrNull == null ? misses : hits).increment();
        return valueOrNull;
    }

    void countUnavailable() {
        unavailable.increment();
    }

    long hits() {
        return hits.sum();
    }

    long misses() {
        return misses.sum();
    }

    long unavailable() {
        return unavailable.sum();
    }

    /** Hits per look-up that was answered, since the start; 0 before the first. */
    double hitRatio() {
        long total = hits() + misses();
        return total == 0 ? 0 : (double) hits() / total;
    }
}
