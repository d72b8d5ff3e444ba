package io.belastbar.budget.evaluation;

import io.belastbar.budget.database.FactsAnswer;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.contracts.EndpointResult;
import io.belastbar.contracts.ObjectiveResult;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.contracts.TestRunFinished;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Holds a finished run against a budget. Pure: the same run, budget and facts give the same results. */
public final class BudgetEvaluation {

    private BudgetEvaluation() {}

    /** One result for each objective, in the document's order. */
    public static List<ObjectiveResult> evaluate(PerformanceBudget budget, TestRunFinished run, FactsAnswer facts) {
        var trust = trustIn(run);
        var results = new ArrayList<ObjectiveResult>();
        for (var endpoint : budget.endpoints()) {
            var steps = run.endpoints().stream()
                    .filter(step -> step.endpoint().equals(endpoint.endpoint()))
                    .toList();
            for (var objective : endpoint.objectives()) {
                results.add(
                        trust.apply(EndpointEvaluation.judge(objective, steps)).of(endpoint.endpoint(), objective));
            }
        }
        for (var query : budget.database()) {
            for (var objective : query.objectives()) {
                results.add(trust.apply(DatabaseEvaluation.judge(query, objective, facts))
                        .of(query.subject(), objective));
            }
        }
        return List.copyOf(results);
    }

    /**
     * Reads every histogram of a run.
     *
     * @throws IllegalArgumentException if one is not an HdrHistogram
     */
    public static void requireReadable(TestRunFinished run) {
        run.endpoints().stream()
                .map(EndpointResult::histogram)
                .filter(histogram -> histogram != null && !histogram.isBlank())
                .forEach(Measurement::decode);
    }

    /** FAIL if any objective failed, else WARN if any is near, else INCONCLUSIVE if nothing passed, else PASS. */
    public static ObjectiveVerdict verdict(List<ObjectiveResult> results) {
        var verdicts = results.stream().map(ObjectiveResult::verdict).toList();
        if (verdicts.contains(ObjectiveVerdict.FAIL)) {
            return ObjectiveVerdict.FAIL;
        }
        if (verdicts.contains(ObjectiveVerdict.WARN)) {
            return ObjectiveVerdict.WARN;
        }
        return verdicts.contains(ObjectiveVerdict.PASS) ? ObjectiveVerdict.PASS : ObjectiveVerdict.INCONCLUSIVE;
    }

    private static UnaryOperator<Judgement> trustIn(TestRunFinished run) {
        var reasons = run.reasons() == null || run.reasons().isEmpty() ? "" : ": " + String.join("; ", run.reasons());
        return switch (run.verdict()) {
            case PASSED, FAILED -> judgement -> judgement;
            case INVALID ->
                judgement ->
                        judgement.inconclusiveBecause("the run is INVALID, its numbers are not the target's" + reasons);
            case ABORTED -> judgement -> judgement.inconclusiveBecause("the run was ABORTED" + reasons);
        };
    }
}
