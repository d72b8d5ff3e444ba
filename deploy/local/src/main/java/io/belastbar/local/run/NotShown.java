package io.belastbar.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.contracts.CoveredSubjects;
import io.belastbar.local.ReportLanguage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What a run did not show of a budget, each in one line, whatever its verdict. */
final class NotShown {

    private NotShown() {}

    /** The promises that it should have shown; empty if there is none. */
    static Optional<String> line(JsonNode report, ReportLanguage language) {
        Set<String> endpoints = new LinkedHashSet<>();
        report.path("notCovered").forEach(promise -> {
            if (promise.path("missing").asBoolean()) {
                endpoints.add(promise.path("endpoint").asText());
            }
        });
        return endpoints.isEmpty()
                ? Optional.empty()
                : Optional.of(language.say(
                                "WARN: not shown of what the budget promises: ", "WARN: vom Budget nicht gezeigt: ")
                        + String.join(", ", endpoints)
                        + language.say(
                                " (a scenario that shows a part says which: covers:)",
                                " (ein Szenario, das einen Teil zeigt, sagt welchen: covers:)"));
    }

    /**
     * Which endpoints a scenario says it covers and no step of it calls; empty if there is none. Tags and statements are left
     * out: a statement needs no step.
     */
    static Optional<String> coveredByNoStep(List<String> covers, JsonNode report, ReportLanguage language) {
        JsonNode steps = report.path("steps");
        String names = covers.stream()
                .filter(covered -> covered.startsWith("/") || covered.contains(" /"))
                .filter(covered -> StreamSupport.stream(steps.spliterator(), false)
                        .noneMatch(step -> CoveredSubjects.means(
                                covered, step.path("endpoint").asText())))
                .collect(Collectors.joining(", "));
        return names.isEmpty() || steps.isEmpty()
                ? Optional.empty()
                : Optional.of(language.say(
                                "WARN: no step calls what the scenario says it covers: ",
                                "WARN: Kein Schritt ruft auf, was das Szenario nach covers: zeigt: ")
                        + names);
    }

    /** That a run was held against no budget though its system has one; empty where it has none. */
    static Optional<String> unheldBudget(JsonNode budget, String system, ReportLanguage language) {
        return budget.path("endpoints").isEmpty()
                ? Optional.empty()
                : Optional.of(language.say(
                        "WARN: this verdict does not hold the run against the budget of " + system
                                + "; to do so: --budget FILE",
                        "WARN: Dieses Urteil misst den Lauf nicht am Budget von " + system + "; dazu: --budget DATEI"));
    }
}
