package io.belastbar.loadtest.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.web.document.Reading;
import java.time.Instant;
import java.util.List;

/**
 * A scenario without its text.
 *
 * @param target null if the scenario is no longer read
 * @param endpoints methods and paths that its steps call, or names of their statements; null if it is no longer read
 * @param covers what it says it shows of the budget; null if it does not say
 * @param unread why, with the command that mends it; null if it is read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScenarioSummary(
        String system,
        String name,
        int version,
        String target,
        Instant updatedAt,
        String updatedBy,
        List<String> endpoints,
        List<String> covers,
        String unread) {

    static ScenarioSummary of(StoredScenario stored) {
        return new ScenarioSummary(
                stored.system(),
                stored.name(),
                stored.version(),
                stored.reading().optional().map(Scenario::mainTarget).orElse(null),
                stored.document().updatedAt(),
                stored.document().updatedBy(),
                stored.reading().optional().map(Scenario::endpoints).orElse(null),
                stored.reading()
                        .optional()
                        .map(Scenario::covers)
                        .filter(covers -> !covers.isEmpty())
                        .orElse(null),
                stored.reading() instanceof Reading.Unread<?>(String reason) ? reason : null);
    }
}
