package io.belastbar.contracts;

import java.time.Instant;

/**
 * A circuit breaker of one instance changed state.
 *
 * @param instance the instance that decided
 * @param nextRetryAt when an OPEN breaker admits a probe; null in other states
 */
public record CircuitBreakerTransitioned(
        String breaker,
        String instance,
        BreakerStatus from,
        BreakerStatus to,
        int failureCount,
        int failureThreshold,
        Instant at,
        Instant nextRetryAt)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.CIRCUIT_BREAKER_TRANSITIONED;
    }

    @Override
    public String partitionKey() {
        return breaker;
    }
}
