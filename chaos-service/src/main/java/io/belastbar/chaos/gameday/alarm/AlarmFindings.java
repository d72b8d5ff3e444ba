package io.belastbar.chaos.gameday.alarm;

import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingResolved;
import io.belastbar.contracts.Fingerprint;
import io.belastbar.contracts.Severity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the register of findings is told of a steady state after a game day. */
public final class AlarmFindings {
    private static final String SOURCE = "chaos-service";

    private AlarmFindings() {}

    /** One cause for each runbook of a system: whoever holds it again counts it again, or resolves it. */
    static String fingerprint(String system, String runbook) {
        return Fingerprint.of("game-day-not-regained", system, runbook);
    }

    public static FindingRaised raised(Alarm alarm) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("gameDayId", alarm.gameDay().toString());
        evidence.put("runbook", alarm.runbook());
        alarm.seen().forEach((name, seen) -> evidence.put("seen." + name, seen));
        return FindingRaised.of(fingerprint(alarm.system(), alarm.runbook()), alarm.system(), SOURCE)
                .raised(alarm.at(), alarm.critical() ? Severity.CRITICAL : Severity.HIGH)
                .category("Resilience")
                .component(alarm.criticalFunction())
                .title("Steady state not regained after game day " + alarm.runbook())
                .description(alarm.text().english())
                .recommendedMeasures(List.of(
                        "Look at what of the steady state does not hold, and make the system well by hand",
                        "Look whether a fault is still in force: GET /api/v1/systems/" + alarm.system() + "/faults",
                        "Mend what kept it from recovering by itself, then hold the game day again: it resolves this"))
                .responsible("DevOps Engineer")
                .evidence(evidence)
                .build();
    }

    /** A later game day of the runbook ended with the system as it was. */
    public static FindingResolved resolved(String system, String runbook, UUID gameDay, Instant at) {
        return new FindingResolved(
                fingerprint(system, runbook),
                system,
                SOURCE,
                at,
                "The steady state was regained after game day " + gameDay,
                Map.of("gameDayId", gameDay.toString(), "runbook", runbook));
    }
}
