package io.belastbar.resilience.measure;

import java.time.Duration;
import java.util.Optional;

/**
 * How long writes were not possible (RTO as it was measured).
 *
 * <p>A bound is the largest gap between the starts of two successive writes of the history: the true time differs by at
 * most so much. It is empty where fewer than two writes were begun.
 */
public sealed interface RecoveryTime {

    /** Writes were possible again, for at least the stability window. */
    record Measured(Duration value, Optional<Duration> bound) implements RecoveryTime {}

    /** No write failed from the fault on: an outage shorter than the bound could not be seen. */
    record NoOutage(Duration bound) implements RecoveryTime {}

    /**
     * The data end before writes were possible for the stability window.
     *
     * @param moreThan what it took in any case
     * @param acknowledgedAgain whether the last writes succeeded, for less than the stability window
     */
    record NotReached(Duration moreThan, Optional<Duration> bound, boolean acknowledgedAgain) implements RecoveryTime {}

    record Unknown(Why because) implements RecoveryTime {}

    /** Why it is not known. */
    enum Why {
        NO_INJECT,
        NO_WRITE_AFTER_INJECT
    }
}
