package io.belastbar.chaos.fault;

import io.belastbar.contracts.EventData;
import io.belastbar.contracts.GameDayFinished;
import io.belastbar.contracts.GameDayStarted;
import io.belastbar.contracts.GameDayStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What the events say about a fault that has just come into its state. A fault that belongs to a game day tells steps of
 * that game day, which begins and ends by itself; a single fault is a game day of its own.
 */
final class FaultStory {
    private FaultStory() {}

    /** Whether its state is a step of its game day. */
    static boolean isStep(Fault fault) {
        return phase(fault).isPresent();
    }

    /** @param sequence the number of the step in its game day, if the state is one */
    static List<EventData> of(Fault fault, int sequence, Instant now) {
        List<EventData> told = new ArrayList<>();
        boolean alone = fault.gameDay().isEmpty();
        if (alone && fault.state() instanceof FaultState.Planned) {
            told.add(new GameDayStarted(
                    fault.id().toString(), fault.system(), fault.type(), fault.startedBy(), fault.plannedAt()));
        }
        phase(fault).ifPresent(phase -> told.add(step(fault, sequence, phase, now)));
        if (alone && fault.state() instanceof FaultState.Ended ended) {
            told.add(new GameDayFinished(
                    fault.id().toString(),
                    fault.system(),
                    fault.type(),
                    ended.reason().outcome(),
                    null,
                    now));
        }
        return told;
    }

    private static Optional<String> phase(Fault fault) {
        return switch (fault.state()) {
            case FaultState.Planned planned -> Optional.empty();
            case FaultState.Active active -> Optional.of("INJECTED");
            case FaultState.Clearing clearing -> Optional.empty();
            case FaultState.Ended ended -> Optional.of(ended.reason().phase());
        };
    }

    private static GameDayStep step(Fault fault, int sequence, String phase, Instant now) {
        return new GameDayStep(
                fault.gameDay().map(UUID::toString).orElse(fault.id().toString()),
                fault.system(),
                sequence,
                fault.type(),
                phase,
                fault.target(),
                now,
                fault.state() instanceof FaultState.Ended ended ? ended.by() : fault.startedBy(),
                details(fault));
    }

    private static Map<String, String> details(Fault fault) {
        Map<String, String> details = new HashMap<>();
        fault.action().parameters().forEach((name, value) -> details.put(name, value.toString()));
        details.put("faultId", fault.id().toString());
        details.put("deadline", fault.deadline().toString());
        return Map.copyOf(details);
    }
}
