package io.belastbar.load.engine;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Deals the rows that are used once to all lanes of a run, so that none is left over while another lane has no more:
 * lanes are not equally fast, and one may have no user at all.
 */
public final class RowsOnce {

    private final ConcurrentMap<String, AtomicLong> taken = new ConcurrentHashMap<>();
    private final AtomicLong usedUpAt = new AtomicLong(DataUse.NEVER);

    /** How many rows of this feeder were taken so far; whoever counts it up by one has the row of that number. */
    AtomicLong of(String feeder) {
        return taken.computeIfAbsent(feeder, none -> new AtomicLong());
    }

    /** An iteration found no row: no lane begins another. The first instant counts. */
    void usedUp(long nanos) {
        usedUpAt.compareAndSet(DataUse.NEVER, nanos);
    }

    /** When an iteration found no row; {@link DataUse#NEVER} if there was one for each. */
    long usedUpAtNanos() {
        return usedUpAt.get();
    }
}
