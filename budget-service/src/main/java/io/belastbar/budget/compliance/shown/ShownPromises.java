package io.belastbar.budget.compliance.shown;

import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.run.EvaluationReport;
import io.belastbar.contracts.ObjectiveResult;
import io.belastbar.contracts.ObjectiveVerdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The newest word of a run on each promise. A run that did not show a promise takes no older word away, nor does one that was
 * too short to decide, or whose numbers are not the target's.
 */
public record ShownPromises(Map<Objective, Shown> byPromise) {

    /** @param since when the first of those runs was evaluated that said the same ever since */
    public record Shown(EvaluationReport report, Instant since) {

        public Optional<ObjectiveResult> result(Objective objective) {
            return ShownPromises.result(report, objective);
        }
    }

    public Optional<Shown> of(Objective objective) {
        return Optional.ofNullable(byPromise.get(objective));
    }

    /** What one evaluation shows, of whatever run. */
    public static ShownPromises only(EvaluationReport report, List<Objective> promises) {
        var shown = new HashMap<Objective, Shown>();
        promises.forEach(promise -> result(report, promise)
                .filter(result -> result.verdict() != ObjectiveVerdict.NO_DATA)
                .ifPresent(result -> shown.put(promise, new Shown(report, report.spokenAt()))));
        return new ShownPromises(shown);
    }

    public static Optional<ObjectiveResult> result(EvaluationReport evaluation, Objective objective) {
        return evaluation.objectives().stream()
                .filter(result -> result.subject().equals(objective.subject().text()))
                .filter(result -> result.metric().equals(objective.metric()))
                .filter(result -> result.limit().equals(objective.limitText()))
                .findFirst();
    }
}
