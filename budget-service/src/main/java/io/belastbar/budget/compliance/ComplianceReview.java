package io.belastbar.budget.compliance;

import io.belastbar.budget.compliance.ComplianceReport.Answer;
import io.belastbar.budget.compliance.ComplianceReport.CheckItem;
import io.belastbar.budget.compliance.shown.ShownPromises;
import io.belastbar.budget.evaluation.BudgetEvaluation;
import io.belastbar.budget.evaluation.Evidence;
import io.belastbar.budget.health.PromiseStatus;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.run.EvaluationReport;
import io.belastbar.budget.series.MeasuredValues;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.series.TrendRepository.Drawn;
import io.belastbar.contracts.ObjectiveResult;
import io.belastbar.contracts.ObjectiveVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds the newest word on each promise: that of the last run that showed it, or of the measurements. A run that did not
 * show a promise does not take an older verdict away, nor does one that could not decide.
 */
record ComplianceReview(PerformanceBudget budget, Known known) {

    /**
     * What is known of the promises.
     *
     * @param shown by runs
     * @param newest evaluation, for the reasons why nothing was shown; null if there is none
     * @param trends the last values of a promise's series, oldest first
     * @param statuses where promises stand now; empty for what is past
     */
    record Known(
            ShownPromises shown,
            EvaluationReport newest,
            MeasuredValues measured,
            Function<Objective, List<Drawn>> trends,
            List<PromiseStatus> statuses) {}

    List<ComplianceLine> lines() {
        return budget.objectives().map(this::line).toList();
    }

    private ComplianceLine line(Objective objective) {
        var points = known.measured().of(objective);
        var fresh = BudgetEvaluation.evaluate(
                        PerformanceBudget.ofObjectives(List.of(objective)), Evidence.of(asked -> points))
                .getFirst();
        var run = known.shown().of(objective).filter(shown -> isOfRuns(objective));
        if (fresh.verdict() != ObjectiveVerdict.NO_DATA
                && run.filter(shown -> outweighs(shown, objective, fresh, points))
                        .isEmpty()) {
            return line(objective, fresh, points.getLast().at(), null, VerdictSince.of(objective, points));
        }
        return run.map(shown -> line(
                        objective,
                        shown.result(objective).orElseThrow(),
                        shown.report().spokenAt(),
                        shown.report(),
                        shown.since()))
                .orElseGet(() -> line(objective, neverJudged(objective, fresh), null, null, null));
    }

    /** Whether a run is the newer word than the measurements, or the only one that decides. */
    private static boolean outweighs(
            ShownPromises.Shown shown, Objective objective, ObjectiveResult fresh, List<SeriesPoint> points) {
        var decides = shown.result(objective)
                .filter(result -> result.verdict() != ObjectiveVerdict.INCONCLUSIVE)
                .isPresent();
        return fresh.verdict() == ObjectiveVerdict.INCONCLUSIVE
                ? decides
                : decides && shown.report().spokenAt().isAfter(points.getLast().at());
    }

    /** A run's evaluation repeats what was measured of everything else at that time; newer measurements know better. */
    private static boolean isOfRuns(Objective objective) {
        return switch (objective.subject().kind()) {
            case ENDPOINT, OPERATION, QUERY -> true;
            case CACHE, PIPELINE, ARTEFACT, RESOURCE, BUSINESS -> false;
        };
    }

    /** The reason of the newest run says more than that nothing was measured. */
    private ObjectiveResult neverJudged(Objective objective, ObjectiveResult fresh) {
        return Optional.ofNullable(known.newest())
                .flatMap(newest -> ShownPromises.result(newest, objective))
                .orElse(fresh);
    }

    private ComplianceLine line(
            Objective objective, ObjectiveResult result, Instant at, EvaluationReport run, Instant since) {
        return new ComplianceLine(
                objective,
                objective.subject().kind().name(),
                result,
                at,
                run == null ? null : run.runId(),
                run == null ? null : run.scenario(),
                since,
                baselinePercent(objective, result),
                known.trends().apply(objective),
                known.statuses().stream()
                        .filter(status -> status.objective().equals(objective))
                        .findFirst()
                        .map(ComplianceLine.Now::of)
                        .orElse(null));
    }

    private static Double baselinePercent(Objective objective, ObjectiveResult result) {
        if (objective.baseline() == null || result.measured() == null) {
            return null;
        }
        var baseline = objective.measure().dimension().value(objective.baseline());
        return baseline == 0 ? null : 100 * (result.measured().value() - baseline) / baseline;
    }

    /** The questions of the hand-over checklist that these promises answer; those that others answer are theirs. */
    static List<CheckItem> handover(List<ComplianceLine> lines) {
        return Stream.of(
                        item(
                                "Performance budget kept for all endpoints?",
                                "Performance Budget erfüllt für alle Endpoints?",
                                lines,
                                line -> line.objective().subject().kind() == SubjectKind.ENDPOINT),
                        item(
                                "Row-level security fast enough?",
                                "RLS-Performance akzeptabel?",
                                lines,
                                line -> line.objective()
                                        .subject()
                                        .statements()
                                        .filter(selector -> selector.rowLevelSecurity())
                                        .isPresent()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<CheckItem> item(
            String question, String german, List<ComplianceLine> lines, Predicate<ComplianceLine> concerns) {
        var concerned = lines.stream()
                .filter(line -> line.objective().terms().counts())
                .filter(concerns)
                .toList();
        return concerned.isEmpty() ? Optional.empty() : Optional.of(new CheckItem(question, german, answer(concerned)));
    }

    private static Answer answer(List<ComplianceLine> concerned) {
        var verdicts = concerned.stream().map(line -> line.result().verdict()).toList();
        if (verdicts.contains(ObjectiveVerdict.FAIL)) {
            return Answer.NO;
        }
        var allKept = verdicts.stream()
                .allMatch(verdict -> verdict == ObjectiveVerdict.PASS || verdict == ObjectiveVerdict.WARN);
        return allKept ? Answer.YES : Answer.OPEN;
    }
}
