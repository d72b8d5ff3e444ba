package io.belastbar.budget.reevaluation;

import io.belastbar.backbone.envelope.EventJson;
import io.belastbar.contracts.EventType;
import io.belastbar.contracts.TestRunFinished;
import io.belastbar.web.problem.Conflict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A finished run, by what is kept of it.
 *
 * @param state PENDING while it waits for its own evaluation; null if only its evaluations are kept
 * @param document the run as it was stored; null if only its evaluations are kept
 * @param asOf as of when its own evaluation speaks; without one, when it was noted
 * @param evaluation its own; null if it has none
 */
record KnownRun(String runId, String state, String document, Instant asOf, String evaluation) {

    /** @throws Conflict while it cannot be judged again */
    void requireReady() {
        if (state == null) {
            throw new Conflict("what test run " + runId + " measured is no longer kept"
                    + " (belastbar.budget.retention.runs): it cannot be judged again");
        }
        if (state.equals("PENDING")) {
            throw new Conflict("test run " + runId + " waits for its own evaluation: wait for that first");
        }
    }

    /** @throws io.belastbar.backbone.envelope.UnreadableEvent if the document is no finished run */
    TestRunFinished run() {
        return (TestRunFinished) EventJson.read(EventType.TEST_RUN_FINISHED, document.getBytes(StandardCharsets.UTF_8));
    }
}
