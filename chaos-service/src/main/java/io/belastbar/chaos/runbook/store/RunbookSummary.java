package io.belastbar.chaos.runbook.store;

import io.belastbar.chaos.runbook.Deed;
import io.belastbar.chaos.runbook.Origin;
import io.belastbar.chaos.runbook.Participant;
import io.belastbar.chaos.runbook.Purpose;
import io.belastbar.chaos.runbook.Runbook;
import java.util.List;
import java.util.Map;

/**
 * What is kept of a runbook beside its text. A run reads the text again, with the values of its variables.
 *
 * @param variables the defaults
 * @param faults the kinds of faults that it injects
 * @param targets the registered targets that it concerns
 * @param steps how many there are in the exercise
 */
public record RunbookSummary(
        String name,
        Purpose purpose,
        List<Participant> participants,
        Map<String, String> variables,
        List<String> faults,
        List<String> targets,
        int steps,
        int expectations,
        List<String> questions,
        Origin origin) {

    public RunbookSummary {
        participants = List.copyOf(participants);
        variables = Map.copyOf(variables);
        faults = List.copyOf(faults);
        targets = List.copyOf(targets);
        questions = List.copyOf(questions);
        // What was stored before there were others is in our own language.
        origin = origin == null ? Origin.OWN : origin;
    }

    static RunbookSummary of(Runbook runbook) {
        return new RunbookSummary(
                runbook.name(),
                runbook.purpose(),
                runbook.participants(),
                runbook.variables(),
                runbook.steps().stream()
                        .filter(step -> step.deed() instanceof Deed.Inject)
                        .map(step -> ((Deed.Inject) step.deed()).action().type())
                        .distinct()
                        .toList(),
                runbook.everyStep()
                        .flatMap(step -> step.deed().concerns().stream())
                        .distinct()
                        .sorted()
                        .toList(),
                runbook.steps().size(),
                runbook.expectations().size(),
                runbook.questions(),
                runbook.origin());
    }
}
