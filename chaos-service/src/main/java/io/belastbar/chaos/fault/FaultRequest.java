package io.belastbar.chaos.fault;

import io.belastbar.chaos.fault.action.FaultAction;
import io.belastbar.chaos.fault.order.FaultOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * That something be broken now.
 *
 * @param id of the fault: the same id asks for the same fault, however often
 * @param duration after which it is taken back
 * @param by who asks
 * @param gameDay to which it belongs; a fault without one is a game day of its own
 */
public record FaultRequest(
        UUID id, String system, FaultAction action, Duration duration, String by, Optional<UUID> gameDay) {

    /** A fault of nobody else's, as it was ordered. */
    public static FaultRequest alone(UUID id, String system, FaultOrder order, String by) {
        return new FaultRequest(id, system, order.action(), order.duration(), by, Optional.empty());
    }

    FaultRequest settled(FaultAction known) {
        return new FaultRequest(id, system, known, duration, by, gameDay);
    }
}
