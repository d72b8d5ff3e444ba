package io.belastbar.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.ReportLanguage;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The promises that a run should have shown and did not, in one line, whatever its verdict. */
final class NotShown {

    private NotShown() {}

    /** Empty if there is none. */
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
}
