package io.belastbar.chaos.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A fault and its whole life, without a clock: time is an argument. A step that the state does not allow answers empty.
 *
 * @param deadline after which it is cleared, whatever happened meanwhile
 * @param latencyMs how slow the target is made, in milliseconds
 * @param steps how many steps of its game day have happened: injected, cleared
 */
public record Fault(
        UUID id,
        String system,
        String type,
        String target,
        int latencyMs,
        Instant plannedAt,
        Instant deadline,
        String startedBy,
        int steps,
        FaultState state) {
    public static final String INSURER_LATENCY = "insurer-latency";

    /** A planned fault that is not confirmed by then was interrupted. */
    static final Duration INJECTION_LIMIT = Duration.ofSeconds(15);

    /** How much longer than the deadline the target itself waits before it recovers alone. */
    static final Duration DEAD_MAN_MARGIN = Duration.ofSeconds(10);

    /** What lies between the target's clock and ours: the way of the command, and the difference of the clocks. */
    static final Duration CLOCKS_APART = Duration.ofSeconds(5);

    static final String CLOCK = "clock";

    static Fault planned(UUID id, String system, FaultOrder order, Instant now, String by) {
        return new Fault(
                id,
                system,
                INSURER_LATENCY,
                order.target(),
                order.latencyMs(),
                now,
                now.plus(order.duration()),
                by,
                0,
                new FaultState.Planned());
    }

    Optional<Fault> injected(Instant now) {
        return state instanceof FaultState.Planned ? Optional.of(step(new FaultState.Active(now))) : Optional.empty();
    }

    Optional<Fault> notInjected() {
        return state instanceof FaultState.Planned
                ? Optional.of(in(new FaultState.Clearing(EndReason.FAILED, CLOCK)))
                : Optional.empty();
    }

    Optional<Fault> cancelled(String by) {
        return switch (state) {
            case FaultState.Planned planned -> Optional.of(in(new FaultState.Clearing(EndReason.CANCELLED, by)));
            case FaultState.Active active -> Optional.of(in(new FaultState.Clearing(EndReason.CANCELLED, by)));
            case FaultState.Clearing clearing -> Optional.empty();
            case FaultState.Ended ended -> Optional.empty();
        };
    }

    /** What time alone does to it; empty while nothing is due. */
    Optional<Fault> due(Instant now) {
        return switch (state) {
            case FaultState.Planned planned when !now.isBefore(plannedAt.plus(INJECTION_LIMIT)) -> notInjected();
            case FaultState.Active active
            when !now.isBefore(deadline) -> Optional.of(in(new FaultState.Clearing(EndReason.EXPIRED, CLOCK)));
            default -> Optional.empty();
        };
    }

    boolean isOver() {
        return state instanceof FaultState.Ended;
    }

    /** Whether somebody ended it before its time. */
    boolean isCancelled() {
        return switch (state) {
            case FaultState.Planned planned -> false;
            case FaultState.Active active -> false;
            case FaultState.Clearing clearing -> clearing.reason() == EndReason.CANCELLED;
            case FaultState.Ended ended -> ended.reason() == EndReason.CANCELLED;
        };
    }

    /** The target confirmed that it is well. */
    Optional<Fault> cleared(Instant now) {
        return state instanceof FaultState.Clearing clearing
                ? Optional.of(step(new FaultState.Ended(clearing.reason(), clearing.by(), now)))
                : Optional.empty();
    }

    /** The target did not confirm, and has recovered alone: empty before its dead-man limit has passed for certain. */
    Optional<Fault> outlived(Instant now) {
        return now.isBefore(notAfter().plus(CLOCKS_APART)) ? Optional.empty() : cleared(now);
    }

    /** How long the target may keep the fault without hearing from us again. */
    Duration deadMan(Instant now) {
        return Duration.between(now, notAfter());
    }

    /** When the target recovers alone, however late the command reached it. */
    Instant notAfter() {
        return deadline.plus(DEAD_MAN_MARGIN);
    }

    private Fault step(FaultState next) {
        return with(steps + 1, next);
    }

    private Fault in(FaultState next) {
        return with(steps, next);
    }

    private Fault with(int nextSteps, FaultState next) {
        return new Fault(id, system, type, target, latencyMs, plannedAt, deadline, startedBy, nextSteps, next);
    }
}
