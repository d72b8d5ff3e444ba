package io.belastbar.profiling.remeasure;

import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.jobs.Await;
import io.belastbar.profiling.finding.Finding;
import io.belastbar.profiling.finding.verification.Remeasured;
import io.belastbar.profiling.finding.verification.Remeasurement;
import jakarta.enterprise.context.ApplicationScoped;

/** A broken promise is measured by what budget-service says of a later run. */
@ApplicationScoped
class PromiseRemeasurement implements Remeasurement {
    private final RunPromiseRepository promises;

    PromiseRemeasurement(RunPromiseRepository promises) {
        this.promises = promises;
    }

    @Override
    public boolean covers(Finding finding) {
        return Violation.of(finding.system(), finding.fingerprint(), finding.component(), finding.evidence())
                .isPresent();
    }

    @Override
    public Remeasured measure(Finding finding, String runId) {
        if (runId == null) {
            return new Remeasured.NotMeasurable("it is a promise that a run broke: name a later run as runId");
        }
        if (runId.equals(finding.evidence().get("runId"))) {
            return new Remeasured.NotMeasurable("run " + runId + " is the one that broke it: name a later run");
        }
        return Await.of(promises.find(finding.system(), runId, finding.fingerprint()))
                .map(promise -> judged(finding, runId, promise))
                .orElseGet(() -> new Remeasured.NotMeasurable("run " + runId
                        + " is not evaluated, or not against this promise; an evaluation may take a few seconds"));
    }

    private static Remeasured judged(Finding finding, String runId, RunPromiseRepository.Promise promise) {
        boolean shown = promise.verdict() != ObjectiveVerdict.INCONCLUSIVE;
        return shown
                ? new Remeasured.Measured(
                        promise.metric(),
                        runId,
                        finding.evidence().getOrDefault("observed", "not kept"),
                        promise.observed() == null ? "no good answer in time" : promise.observed(),
                        promise.verdict() != ObjectiveVerdict.FAIL)
                : new Remeasured.NotMeasurable(
                        "run " + runId + " is " + promise.verdict() + " about " + promise.metric());
    }
}
