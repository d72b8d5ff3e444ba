package io.belastbar.contracts;

/** The state of a circuit breaker, as {@code /api/v1/circuit-breaker-status} spells it. */
public enum BreakerStatus {
    CLOSED,
    OPEN,
    HALF_OPEN
}
