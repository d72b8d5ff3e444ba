package io.belastbar.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A load test ended, well or not; carries what was measured.
 *
 * @param startedAt when the first request was due; of a run that never sent, when it was taken, or its end
 * @param verdict how it ended
 * @param reasons why it is not PASSED, as sentences; empty otherwise
 * @param schedulerLatenessP99Ms how late the generator itself started requests
 * @param labels what was tested, as the caller named it: {@code commit}, {@code version}, {@code branch}; never null
 * @param covers endpoints, operations and statements of the budget that the scenario says it shows, as {@link
 *     CoveredSubjects} reads them; empty if it says nothing, never null
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
        List<EndpointResult> endpoints,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> labels,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> covers)
        implements EventData {

    public TestRunFinished {
        covers = covers == null ? List.of() : List.copyOf(covers);
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }

    @Override
    public EventType eventType() {
        return EventType.TEST_RUN_FINISHED;
    }

    @Override
    public String partitionKey() {
        return runId;
    }
}
