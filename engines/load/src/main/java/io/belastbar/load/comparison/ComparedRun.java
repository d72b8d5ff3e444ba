package io.belastbar.load.comparison;

import io.belastbar.load.result.RunResult;

/**
 * A run as it enters a comparison.
 *
 * @param name as people call it; shown in tables and pictures
 */
public record ComparedRun(String name, RunResult result, Standing standing) {

    /** Whether the run's own verdict lets its numbers count. */
    public enum Standing {
        /** Passed or failed: measured soundly. */
        SOUND,
        /** The generator was late or short of means: the numbers are not the target's. */
        INVALID,
        /** Ended early; what was measured until then. */
        ABORTED
    }
}
