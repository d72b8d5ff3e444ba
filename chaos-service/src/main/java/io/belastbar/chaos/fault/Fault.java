package io.belastbar.chaos.fault;

import io.belastbar.chaos.fault.action.FaultAction;
import io.belastbar.chaos.fault.action.SimulatorLatency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A fault and its whole life, without a clock: time is an argument. A step that the state does not allow answers empty.
 *
 * @param gameDay to which it belongs; empty: it is one of its own
 * @param action what is broken, and how, with everything that was settled before it was stored
 * @param deadline after which it is cleared, whatever happened meanwhile
 * @param steps how many steps of it have happened: injected, cleared
 */
public record Fault(
        UUID id,
        String system,
        Optional<UUID> gameDay,
        FaultAction action,
        Instant plannedAt,
        Instant deadline,
        String startedBy,
        int steps,
        FaultState state) {
    /** A planned fault that is not confirmed by then was interrupted. */
    static final Duration INJECTION_LIMIT = Duration.ofSeconds(15);

    /** How much longer than the deadline the target itself waits before it recovers alone. */
    static final Duration DEAD_MAN_MARGIN = Duration.ofSeconds(5);

    /** What lies between the target's clock and ours: the way of the command, and the difference of the clocks. */
    static final Duration CLOCKS_APART = Duration.ofSeconds(5);

    static final String CLOCK = "clock";

    static Fault planned(FaultRequest request, Instant now) {
        return new Fault(
                request.id(),
                request.system(),
                request.gameDay(),
                request.action(),
                now,
                now.plus(request.duration()),
                request.by(),
                0,
                new FaultState.Planned());
    }

    public String type() {
        return action.type();
    }

    public String target() {
        return action.target();
    }

    /** What is broken, for the audit log. */
    String sentence() {
        return "%s at %s %s until %s".formatted(type(), target(), action.parameters(), deadline);
    }

    /** Where: the target, or its parts. */
    String place() {
        List<String> parts =
                action.parts().stream().filter(part -> !part.isEmpty()).toList();
        return parts.isEmpty() ? target() : target() + " (" + String.join(", ", parts) + ")";
    }

    /** Of a slow simulator, as faults were stored and shown before there were parameters. */
    public Optional<Integer> latencyMs() {
        return action instanceof SimulatorLatency slow ? Optional.of(slow.latencyMs()) : Optional.empty();
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

    public boolean isOver() {
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
        return new Fault(id, system, gameDay, action, plannedAt, deadline, startedBy, nextSteps, next);
    }
}
