package io.belastbar.chaos.fault;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;

/** A fault as HTTP shows it; the end's fields are absent until it begins to end. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FaultView(
        UUID id,
        String system,
        String type,
        String target,
        int latencyMs,
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
                fault.latencyMs(),
                fault.state().text(),
                fault.plannedAt(),
                fault.deadline(),
                fault.startedBy(),
                reason,
                endedBy,
                endedAt);
    }
}
