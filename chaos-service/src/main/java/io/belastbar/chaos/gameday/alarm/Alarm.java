package io.belastbar.chaos.gameday.alarm;

import io.belastbar.report.Sentence;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * That a system is not as it was before its game day.
 *
 * @param runbook by its name
 * @param criticalFunction which function may be impaired
 * @param seen what was seen of each part of the steady state, by its name
 */
public record Alarm(
        UUID gameDay,
        String system,
        String runbook,
        String criticalFunction,
        boolean critical,
        Instant at,
        Map<String, String> seen) {
    public static final String RULE = "GameDaySteadyStateNotRegained";

    public Alarm {
        // What comes first does not depend on the order of a hash.
        seen = new TreeMap<>(seen);
    }

    /** For a person. */
    public Sentence text() {
        return new Sentence(
                "System " + system + " is not as it was: after the rollback of game day " + runbook + " (" + gameDay
                        + ") its steady state was not regained. " + criticalFunction + " may be impaired. Seen: "
                        + whatWasSeen(),
                "System " + system + " ist nicht wie zuvor: Nach dem Rollback des Game Days " + runbook + " (" + gameDay
                        + ") stellte sich der Normalzustand nicht wieder ein. Betroffen sein kann: "
                        + criticalFunction
                        + ". Gesehen: " + whatWasSeen());
    }

    private String whatWasSeen() {
        return seen.isEmpty()
                ? "-"
                : seen.entrySet().stream()
                        .map(one -> one.getKey() + ": " + one.getValue())
                        .collect(Collectors.joining("; "));
    }
}
