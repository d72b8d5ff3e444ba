package io.belastbar.budget.evaluation;

import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.contracts.EndpointResult;
import io.belastbar.contracts.MeasuredValue;
import io.belastbar.contracts.ObjectiveResult;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.contracts.TestRunFinished;
import io.belastbar.contracts.WithoutDependency;
import io.belastbar.report.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Holds evidence against a budget. Pure: the same evidence and budget give the same results. */
public final class BudgetEvaluation {

    private BudgetEvaluation() {}

    /** One result for each objective, in the documents' order. */
    public static List<ObjectiveResult> evaluate(PerformanceBudget budget, Evidence evidence) {
        return results(judge(budget, evidence));
    }

    /** The same with the objectives, and what each verdict rests on. */
    public static List<JudgedObjective> judge(PerformanceBudget budget, Evidence evidence) {
        return budget.objectives().map(objective -> judge(objective, evidence)).toList();
    }

    public static List<ObjectiveResult> results(List<JudgedObjective> judged) {
        return judged.stream().map(JudgedObjective::result).toList();
    }

    /** A run's own word counts; what it says nothing about is looked up among the measurements. */
    public static JudgedObjective judge(Objective objective, Evidence evidence) {
        var elsewhere = evidence.run().filter(run -> !objective.terms().holdOn(Testbed.of(run)));
        if (elsewhere.isPresent()) {
            return JudgedObjective.ofRun(objective, Testbed.holdsNot(objective, elsewhere.get()));
        }
        var shown = evidence.run().flatMap(run -> ofRun(objective, run, evidence));
        if (shown.isPresent()
                && (shown.get().verdict() != ObjectiveVerdict.NO_DATA
                        || objective.measure().isDemand())) {
            return JudgedObjective.ofRun(objective, shown.get());
        }
        var measured = ofMeasured(objective, evidence);
        return measured.verdict() == ObjectiveVerdict.NO_DATA && shown.isPresent()
                ? JudgedObjective.ofRun(objective, shown.get())
                : JudgedObjective.ofMeasured(objective, measured);
    }

    private static Judgement ofMeasured(Objective objective, Evidence evidence) {
        if (objective.measure().isDemand()) {
            return Judgement.noData(new Sentence(
                    "only a run with database facts can tell", "nur ein Lauf mit Datenbankfakten kann es sagen"));
        }
        return MeasuredEvaluation.judge(objective, evidence.measured().of(objective));
    }

    /** Empty for what no run shows. */
    private static Optional<Judgement> ofRun(Objective objective, TestRunFinished run, Evidence evidence) {
        var trust = trustIn(run);
        return switch (objective.subject().kind()) {
            case ENDPOINT, OPERATION -> {
                var judged = trust.apply(RunEvaluation.judge(objective, steps(objective, run.endpoints())));
                yield Optional.of(judged.with(withoutTrouble(objective, evidence, trust)));
            }
            case QUERY ->
                objective
                        .subject()
                        .statements()
                        .map(selector -> trust.apply(DatabaseEvaluation.judge(objective, selector, evidence.facts())));
            case CACHE, PIPELINE, ARTEFACT, RESOURCE, BUSINESS -> Optional.empty();
        };
    }

    private static WithoutDependency withoutTrouble(
            Objective objective, Evidence evidence, UnaryOperator<Judgement> trust) {
        var remainder = evidence.remainder();
        var dependencies = remainder.troubling(objective.subject());
        if (dependencies.isEmpty()) {
            return null;
        }
        var judged = trust.apply(RunEvaluation.judge(objective, steps(objective, remainder.endpoints())))
                .warned(objective);
        var leftOut = remainder.leftOut();
        var reason = judged.reason() == null
                ? leftOut
                : new Sentence(
                        leftOut.english() + "; " + judged.reason().english(),
                        leftOut.german() + "; " + judged.reason().german());
        return new WithoutDependency(
                dependencies, judged.samples(), judged.observed(), judged.verdict(), reason.english(), reason.german());
    }

    /**
     * The value that a series of runs keeps of what one showed: of times that of good answers, whatever failed beside
     * them. Empty if there is none: a statement's percentile is bounded by its slowest call and never measured itself, and
     * its mean is another figure.
     */
    public static Optional<Double> seriesValue(JudgedObjective judged, TestRunFinished run) {
        var objective = judged.objective();
        var time = objective.measure() == Measure.RESPONSE_TIME || objective.measure() == Measure.DURATION;
        var ofLoad = objective.subject().kind() == SubjectKind.ENDPOINT
                || objective.subject().kind() == SubjectKind.OPERATION;
        var bounded = objective.subject().kind() == SubjectKind.QUERY
                && (objective.statistic().isPercentile() || objective.statistic() == Statistic.PEAK);
        if (bounded) {
            return Optional.empty();
        }
        return time && ofLoad
                ? RunEvaluation.goodMs(objective, steps(objective, run.endpoints()))
                : Optional.ofNullable(judged.result().measured()).map(MeasuredValue::value);
    }

    private static List<EndpointResult> steps(Objective objective, List<EndpointResult> endpoints) {
        return endpoints.stream()
                .filter(step -> objective.subject().matches(step))
                .toList();
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
                .forEach(RunMeasurement::decode);
    }

    private static UnaryOperator<Judgement> trustIn(TestRunFinished run) {
        var reasons = run.reasons() == null || run.reasons().isEmpty() ? "" : ": " + String.join("; ", run.reasons());
        return switch (run.verdict()) {
            case PASSED, FAILED -> judgement -> judgement;
            case INVALID ->
                judgement -> judgement.inconclusiveBecause(new Sentence(
                        "the run is INVALID, its numbers are not the target's" + reasons,
                        "der Lauf ist INVALID, seine Zahlen sind nicht die des Ziels" + reasons));
            case ABORTED ->
                judgement -> judgement.inconclusiveBecause(new Sentence(
                        "the run was ABORTED" + reasons, "der Lauf wurde abgebrochen (ABORTED)" + reasons));
        };
    }
}
