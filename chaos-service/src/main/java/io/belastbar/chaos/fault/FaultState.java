package io.belastbar.chaos.fault;

import java.time.Instant;

/** Where a fault stands: PLANNED, ACTIVE, CLEARING, ENDED, in this order; PLANNED may go to CLEARING directly. */
public sealed interface FaultState {
    /** Stored; whether the target already has it is not known. */
    record Planned() implements FaultState {}

    /** The target has confirmed it. */
    record Active(Instant injectedAt) implements FaultState {}

    /** It must go; the target has not yet confirmed that it went. */
    record Clearing(EndReason reason, String by) implements FaultState {}

    /** The target has confirmed that it is well, or its dead-man limit has passed. */
    record Ended(EndReason reason, String by, Instant at) implements FaultState {}

    default String text() {
        return switch (this) {
            case Planned planned -> "PLANNED";
            case Active active -> "ACTIVE";
            case Clearing clearing -> "CLEARING";
            case Ended ended -> "ENDED";
        };
    }
}
