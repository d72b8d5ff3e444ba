package io.belastbar.contracts;

import java.time.Instant;

/** Where a running load test stands; sent about every five seconds. Latency is response time from the intended start. */
public record TestRunProgressed(
        String runId,
        String system,
        Instant at,
        long elapsedMs,
        int virtualUsers,
        long requests,
        long errors,
        double p95LatencyMs)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.TEST_RUN_PROGRESSED;
    }

    @Override
    public String partitionKey() {
        return runId;
    }
}
