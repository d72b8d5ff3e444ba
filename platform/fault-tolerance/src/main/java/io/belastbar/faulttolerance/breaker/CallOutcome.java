package io.belastbar.faulttolerance.breaker;

/** How a call through the breaker ended; a timeout is a failure, too, but told apart. */
public enum CallOutcome {
    SUCCESS,
    FAILURE,
    TIMEOUT,
    PREVENTED
}
