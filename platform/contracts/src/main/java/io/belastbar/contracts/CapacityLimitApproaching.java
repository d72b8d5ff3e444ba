package io.belastbar.contracts;

import java.time.Instant;

/** A metric will reach its limit; {@code reachedAt} is the expected moment. */
public record CapacityLimitApproaching(
        String system, String metric, String unit, double limit, double current, Instant reachedAt, Instant madeAt)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.CAPACITY_LIMIT_APPROACHING;
    }

    @Override
    public String partitionKey() {
        return system + "/" + metric;
    }
}
