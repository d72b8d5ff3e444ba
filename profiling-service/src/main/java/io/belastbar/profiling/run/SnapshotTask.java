package io.belastbar.profiling.run;

import java.time.Duration;
import java.time.Instant;

/**
 * A snapshot that is still to be taken for a run.
 *
 * @param happenedAt when the run started or finished
 * @param attempts including the one that is under way
 */
record SnapshotTask(long id, String runId, Phase phase, String system, Instant happenedAt, int attempts) {
    /** Before the load, and after it. */
    enum Phase {
        BASELINE,
        FINAL
    }

    /** The wait before the next try: it doubles each time. */
    Duration backOff(Duration first) {
        return first.multipliedBy(1L << Math.min(attempts - 1, 10));
    }
}
