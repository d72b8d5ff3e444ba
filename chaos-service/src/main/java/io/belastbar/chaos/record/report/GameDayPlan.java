package io.belastbar.chaos.record.report;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was planned, as the first entry of a record says it.
 *
 * @param title of the runbook, for people
 * @param timeScale below 1 for a rehearsal
 * @param rto how long the function may be away; empty if the runbook says nothing
 * @param rpo how much time of stored data may be lost
 */
public record GameDayPlan(
        String system,
        String runbook,
        String title,
        String goal,
        String criticalFunction,
        String criticality,
        List<String> legalBasis,
        Version version,
        double timeScale,
        boolean unattended,
        List<Person> participants,
        List<String> targets,
        Map<String, String> variables,
        Optional<Duration> rto,
        Optional<Duration> rpo) {

    /** By what it went. */
    public record Version(long runbook, String runbookSha256, String software) {}

    /** Who took part. */
    public record Person(String name, String role) {}

    static GameDayPlan of(Content started) {
        String runbook = started.orEmpty("runbook");
        return new GameDayPlan(
                started.orEmpty("system"),
                runbook,
                started.text("title").orElse(runbook),
                started.orEmpty("goal"),
                started.orEmpty("criticalFunction"),
                started.orEmpty("criticality"),
                started.texts("legalBasis"),
                new Version(
                        started.count("runbookVersion").orElse(0L),
                        started.orEmpty("runbookSha256"),
                        started.orEmpty("softwareVersion")),
                started.number("timeScale").map(Number::doubleValue).orElse(1.0),
                started.text("unattended").filter("true"::equals).isPresent(),
                started.each("participants").stream()
                        .map(one -> new Person(one.orEmpty("name"), one.orEmpty("role")))
                        .toList(),
                started.texts("targets"),
                variables(started),
                started.millis("rtoTargetMs"),
                started.millis("rpoTargetMs"));
    }

    private static Map<String, String> variables(Content started) {
        Map<String, String> variables = new TreeMap<>();
        started.object("variables")
                .ifPresent(all -> all.values().forEach((name, value) -> variables.put(name, String.valueOf(value))));
        return variables;
    }

    public boolean isRehearsal() {
        return timeScale < 1;
    }
}
