package io.belastbar.contracts;

import java.time.Instant;
import java.util.List;

/**
 * A load test ended, well or not; carries what was measured.
 *
 * @param verdict how it ended
 * @param reasons why it is not PASSED, as sentences; empty otherwise
 * @param schedulerLatenessP99Ms how late the generator itself started requests
 */
public record TestRunFinished(
        String runId,
        String system,
        String scenario,
        String target,
        Instant startedAt,
        Instant finishedAt,
        RunVerdict verdict,
        List<String> reasons,
        int maxVirtualUsers,
        double schedulerLatenessP99Ms,
        List<EndpointResult> endpoints)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.TEST_RUN_FINISHED;
    }

    @Override
    public String partitionKey() {
        return runId;
    }
}
