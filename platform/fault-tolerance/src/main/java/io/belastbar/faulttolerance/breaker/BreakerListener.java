package io.belastbar.faulttolerance.breaker;

import io.belastbar.contracts.BreakerStatus;
import java.time.Duration;

/** Hears what a breaker does. Called on the caller's thread: it must not block. */
public interface BreakerListener {
    void transitioned(BreakerStatus from, BreakerSnapshot now);

    /** @param took from the call to its outcome; nothing for one that was prevented */
    void called(String breaker, CallOutcome outcome, Duration took);
}
