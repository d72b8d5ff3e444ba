package io.belastbar.contracts;

import java.time.Instant;

/** An autoscaling policy decided; {@code policy} names it. */
public record ScalingDecided(
        String system, String metric, String policy, int fromReplicas, int toReplicas, String reason, Instant decidedAt)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.SCALING_DECIDED;
    }

    @Override
    public String partitionKey() {
        return system + "/" + metric;
    }
}
