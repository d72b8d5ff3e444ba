package io.belastbar.chaos.chaostoolkit.reading;

import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.document.DocumentNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An experiment of Chaos Toolkit, read as a runbook.
 *
 * @param activities which activity of the document each step and expectation of the runbook is, by its name, in order
 */
public record ReadExperiment(Runbook runbook, Map<String, Activity> activities) {

    public ReadExperiment {
        activities = Collections.unmodifiableMap(new LinkedHashMap<>(activities));
    }

    /** When an activity is done. */
    public enum Role {
        BEFORE,
        METHOD,
        AFTER,
        ROLLBACK
    }

    /** An activity of the document; of a reference the activity that it names. */
    public record Activity(Role role, DocumentNode node) {}
}
