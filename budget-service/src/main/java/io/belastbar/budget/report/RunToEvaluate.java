package io.belastbar.budget.report;

import io.belastbar.backbone.envelope.EventJson;
import io.belastbar.contracts.EventType;
import io.belastbar.contracts.TestRunFinished;
import java.nio.charset.StandardCharsets;

/**
 * A finished run that waits for its evaluation.
 *
 * @param document the run as it was stored
 * @param budgetVersion in force when the run finished
 */
record RunToEvaluate(String runId, String document, int budgetVersion) {

    /** Fails where the document cannot be read, which concerns this run only. */
    TestRunFinished run() {
        return (TestRunFinished) EventJson.read(EventType.TEST_RUN_FINISHED, document.getBytes(StandardCharsets.UTF_8));
    }
}
