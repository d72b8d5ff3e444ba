package io.belastbar.contracts;

import java.time.Instant;

/**
 * A load test was taken and is about to send: whoever wants to see the system before the load looks now.
 *
 * @param scenario the scenario document's name
 * @param target the registered target's name, for example {@code smartbav-api}
 * @param startedAt when it was taken; connections are opened first. When the first request was due,
 *     {@link TestRunFinished} says
 * @param plannedDurationMs sum of the stages
 */
public record TestRunStarted(
        String runId,
        String system,
        String scenario,
        String target,
        Instant startedAt,
        long plannedDurationMs,
        int maxVirtualUsers,
        String startedBy)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.TEST_RUN_STARTED;
    }

    @Override
    public String partitionKey() {
        return runId;
    }
}
