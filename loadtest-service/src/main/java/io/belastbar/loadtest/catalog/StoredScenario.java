package io.belastbar.loadtest.catalog;

import io.belastbar.load.scenario.Scenario;
import io.belastbar.web.document.Reading;
import io.belastbar.web.document.StoredDocument;

/** A version of a scenario, as it was sent and as it was understood. */
public record StoredScenario(StoredDocument document, Reading<Scenario> reading) {

    public String system() {
        return document.system();
    }

    public String name() {
        return document.name();
    }

    public int version() {
        return document.version();
    }

    /** @throws io.belastbar.web.problem.Conflict if it is no longer read */
    public Scenario scenario() {
        return reading.orThrow();
    }
}
