package io.belastbar.loadtest.schedule;

import java.time.Instant;
import java.util.UUID;

/**
 * A stored schedule.
 *
 * @param last what came of its last fire time; null before the first
 */
public record Schedule(
        String system, String scenario, ScheduleSettings settings, Instant updatedAt, String updatedBy, Last last) {

    /** What became of a fire time. */
    public enum Outcome {
        /** A run was queued. */
        QUEUED,
        /** No run was wanted: it was too late for it, or the run before it still waited. */
        SKIPPED,
        /** A run was wanted but not accepted. */
        REFUSED
    }

    /**
     * The last fire time.
     *
     * @param detail a sentence
     * @param runId null if none was queued
     */
    public record Last(Instant fireTime, Outcome outcome, String detail, UUID runId) {}

    /** In whose name its runs are queued. */
    String requester() {
        return "schedule:" + updatedBy;
    }
}
