package io.belastbar.chaos.gameday.run;

import io.belastbar.chaos.gameday.alarm.Alarm;
import io.belastbar.chaos.gameday.machine.Note;
import io.belastbar.chaos.gameday.store.GameDay;
import io.belastbar.chaos.gameday.store.GameDayEvent;
import io.belastbar.chaos.runbook.Deed;
import io.belastbar.chaos.runbook.Purpose;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.resilience.record.RecordEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a game day and its runbook say to the record.
 *
 * @param measured what its probe measured, for storing; empty while nothing is
 */
record GameDayScene(GameDay day, Runbook runbook, Optional<String> measured) {

    /**
     * Plan, software, scope and people: the first entry.
     *
     * @param environments to which the targets belong
     */
    RecordEntry started(String software, List<String> environments) {
        GameDay.Script script = day.script();
        Map<String, Object> content = new TreeMap<>();
        content.put("system", day.system());
        content.put("runbook", script.runbook());
        content.put("title", runbook.purpose().title());
        content.put("goal", runbook.purpose().goal());
        content.put("criticalFunction", runbook.purpose().criticalFunction());
        content.put("criticality", runbook.purpose().criticality().name());
        content.put("legalBasis", runbook.purpose().legalBasis());
        content.put("runbookVersion", script.version());
        content.put("runbookSha256", script.sha256());
        content.put("softwareVersion", software);
        content.put("variables", script.variables());
        content.put("timeScale", script.timeScale());
        content.put("unattended", script.unattended());
        if (!runbook.origin().notPossible().isEmpty()) {
            content.put(
                    "leftOut",
                    runbook.origin().notPossible().stream()
                            .map(part -> part.where() + ": " + part.sentence().english())
                            .toList());
        }
        content.put("participants", participants());
        content.put("targets", targets());
        content.put("environments", environments);
        runbook.purpose().rto().ifPresent(target -> content.put("rtoTargetMs", target.toMillis()));
        runbook.purpose().rpo().ifPresent(target -> content.put("rpoTargetMs", target.toMillis()));
        return new RecordEntry(RecordEntry.STARTED, day.startedAt().orElse(day.plannedAt()), day.startedBy(), content);
    }

    private List<Map<String, String>> participants() {
        return runbook.participants().stream()
                .map(one -> {
                    Map<String, String> person = new TreeMap<>(Map.of("name", one.name(), "role", one.role()));
                    one.principal().ifPresent(principal -> person.put("principal", principal));
                    return person;
                })
                .toList();
    }

    List<String> targets() {
        return runbook.everyStep()
                .map(step -> step.deed())
                .filter(deed -> !(deed instanceof Deed.Call))
                .flatMap(deed -> deed.concerns().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** An event as an entry; the names of its fields keep their values apart from those of its details. */
    static RecordEntry entry(GameDayEvent event) {
        Map<String, Object> content = new TreeMap<>(event.details());
        if (event.phase().equals(Note.Kind.MEASURED.name())) {
            content.replaceAll((name, value) -> figure(value));
        }
        content.put("subject", event.subject());
        content.put("action", event.action());
        content.put("state", event.state());
        if (event.target() != null) {
            content.put("target", event.target());
        }
        return new RecordEntry(event.phase(), event.at(), event.by(), content);
    }

    /** That the system is not as it was, as the event says. */
    Alarm alarm(GameDayEvent notRegained) {
        Map<String, String> seen = new TreeMap<>(notRegained.details());
        seen.remove("subject");
        return new Alarm(
                day.id(),
                day.system(),
                day.script().runbook(),
                runbook.purpose().criticalFunction(),
                runbook.purpose().criticality() == Purpose.Criticality.CRITICAL,
                notRegained.at(),
                seen);
    }

    private static Object figure(Object value) {
        return value.toString().matches("-?\\d{1,18}") ? Long.valueOf(value.toString()) : value;
    }

    /** The last entry. */
    static RecordEntry finished(GameDay day) {
        Map<String, Object> content = new TreeMap<>();
        content.put("outcome", day.course().outcome().orElseThrow().name());
        String reason = day.course().verdict().reason();
        if (!reason.isEmpty()) {
            content.put("reason", reason);
        }
        day.abortedBy().ifPresent(abort -> content.put("abortedBy", abort.by()));
        return new RecordEntry(RecordEntry.FINISHED, day.finishedAt().orElseThrow(), "game-day", content);
    }
}
