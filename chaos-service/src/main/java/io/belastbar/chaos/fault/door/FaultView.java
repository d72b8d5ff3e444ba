package io.belastbar.chaos.fault.door;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.chaos.fault.EndReason;
import io.belastbar.chaos.fault.Fault;
import io.belastbar.chaos.fault.FaultState;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A fault as HTTP shows it; the end's fields are absent until it begins to end.
 *
 * @param latencyMs of a slow insurer, as before there were {@code parameters}
 * @param gameDay to which it belongs; absent: it is one of its own
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FaultView(
        UUID id,
        String system,
        String type,
        String target,
        Integer latencyMs,
        Map<String, Object> parameters,
        UUID gameDay,
        String state,
        Instant plannedAt,
        Instant deadline,
        String startedBy,
        EndReason endReason,
        String endedBy,
        Instant endedAt) {

    static FaultView of(Fault fault) {
        return switch (fault.state()) {
            case FaultState.Planned planned -> of(fault, null, null, null);
            case FaultState.Active active -> of(fault, null, null, null);
            case FaultState.Clearing clearing -> of(fault, clearing.reason(), clearing.by(), null);
            case FaultState.Ended ended -> of(fault, ended.reason(), ended.by(), ended.at());
        };
    }

    private static FaultView of(Fault fault, EndReason reason, String endedBy, Instant endedAt) {
        return new FaultView(
                fault.id(),
                fault.system(),
                fault.type(),
                fault.target(),
                fault.latencyMs().orElse(null),
                fault.action().parameters(),
                fault.gameDay().orElse(null),
                fault.state().text(),
                fault.plannedAt(),
                fault.deadline(),
                fault.startedBy(),
                reason,
                endedBy,
                endedAt);
    }
}
