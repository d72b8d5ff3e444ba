package io.belastbar.profiling.run;

import java.time.Instant;

/**
 * A snapshot that is still to be taken for a run.
 *
 * @param happenedAt when the run started or finished
 */
record SnapshotTask(long id, String runId, Phase phase, String system, Instant happenedAt) {
    /** Before the load, and after it. */
    enum Phase {
        BASELINE,
        FINAL
    }
}
