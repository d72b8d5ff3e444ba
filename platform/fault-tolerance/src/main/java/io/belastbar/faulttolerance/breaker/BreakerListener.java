package io.belastbar.faulttolerance.breaker;

import io.belastbar.contracts.BreakerStatus;

/** Hears what a breaker does. Called on the caller's thread: it must not block. */
public interface BreakerListener {
    void transitioned(BreakerStatus from, BreakerSnapshot now);

    void called(String breaker, CallOutcome outcome);
}
