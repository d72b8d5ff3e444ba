package io.belastbar.loadtest.catalog;

import java.time.Instant;

/** A scenario without its text. */
public record ScenarioSummary(
        String system, String name, int version, String target, Instant updatedAt, String updatedBy) {

    static ScenarioSummary of(StoredScenario scenario) {
        return new ScenarioSummary(
                scenario.system(),
                scenario.name(),
                scenario.version(),
                scenario.target(),
                scenario.updatedAt(),
                scenario.updatedBy());
    }
}
