package io.belastbar.chaos.fault;

import io.belastbar.contracts.EventData;
import io.belastbar.contracts.GameDayFinished;
import io.belastbar.contracts.GameDayStarted;
import io.belastbar.contracts.GameDayStep;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the events say about a fault that has just come into its state: a single fault is a game day of its own. */
final class FaultStory {
    private FaultStory() {}

    static List<EventData> of(Fault fault, Instant now) {
        return switch (fault.state()) {
            case FaultState.Planned planned ->
                List.of(new GameDayStarted(
                        fault.id().toString(), fault.system(), fault.type(), fault.startedBy(), fault.plannedAt()));
            case FaultState.Active active -> List.of(step(fault, "INJECTED", fault.startedBy(), now));
            case FaultState.Clearing clearing -> List.of();
            case FaultState.Ended ended ->
                List.of(
                        step(fault, ended.reason().phase(), ended.by(), now),
                        new GameDayFinished(
                                fault.id().toString(),
                                fault.system(),
                                fault.type(),
                                ended.reason().outcome(),
                                null,
                                now));
        };
    }

    private static GameDayStep step(Fault fault, String phase, String by, Instant now) {
        return new GameDayStep(
                fault.id().toString(),
                fault.system(),
                fault.steps(),
                fault.type(),
                phase,
                fault.target(),
                now,
                by,
                Map.of(
                        "latencyMs", Integer.toString(fault.latencyMs()),
                        "deadline", fault.deadline().toString()));
    }
}
