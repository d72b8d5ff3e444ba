package io.belastbar.budget.compliance;

import io.belastbar.budget.compliance.ComplianceReport.Answer;
import io.belastbar.budget.compliance.ComplianceReport.CheckItem;
import io.belastbar.budget.evaluation.BudgetEvaluation;
import io.belastbar.budget.evaluation.Evidence;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.PerformanceBudget.SubjectBudget;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.run.EvaluationReport;
import io.belastbar.budget.series.MeasuredValues;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.contracts.ObjectiveResult;
import io.belastbar.contracts.ObjectiveVerdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds the newest word on each promise: that of the last run that showed it, or of the measurements. A run that did not
 * show a promise does not take an older verdict away.
 *
 * @param evaluations newest first
 * @param trends the last values of a promise's series, oldest first
 */
record ComplianceReview(
        PerformanceBudget budget,
        List<EvaluationReport> evaluations,
        MeasuredValues measured,
        Function<Objective, List<SeriesPoint>> trends,
        Instant now) {

    List<ComplianceLine> lines() {
        return budget.objectives().map(this::line).toList();
    }

    private ComplianceLine line(Objective objective) {
        var fresh = BudgetEvaluation.evaluate(
                        PerformanceBudget.of(List.of(SubjectBudget.of(objective.subject(), List.of(objective)))),
                        Evidence.of(measured))
                .getFirst();
        var run = evaluations.stream()
                .filter(evaluation -> shows(objective))
                .filter(evaluation -> result(evaluation, objective)
                        .filter(result -> result.verdict() != ObjectiveVerdict.NO_DATA)
                        .isPresent())
                .findFirst();
        var measuredAt = fresh.verdict() == ObjectiveVerdict.NO_DATA
                ? Optional.<Instant>empty()
                : measured.of(objective).stream().map(SeriesPoint::at).max(Comparator.naturalOrder());
        if (measuredAt.isPresent()
                && run.filter(newest -> newest.evaluatedAt().isAfter(measuredAt.get()))
                        .isEmpty()) {
            return line(objective, fresh, measuredAt.get(), null, null, measuredAt.get());
        }
        return run.map(newest -> line(
                        objective,
                        result(newest, objective).orElseThrow(),
                        newest.evaluatedAt(),
                        newest.runId(),
                        newest.scenario(),
                        since(objective, newest)))
                .orElseGet(() -> line(objective, neverJudged(objective, fresh), null, null, null, null));
    }

    /** A run's evaluation repeats what was measured of everything else at that time; newer measurements know better. */
    private static boolean shows(Objective objective) {
        return switch (objective.subject().kind()) {
            case ENDPOINT, OPERATION, QUERY -> true;
            case CACHE, PIPELINE, ARTEFACT, RESOURCE, BUSINESS -> false;
        };
    }

    /** The reason of the newest run says more than that nothing was measured. */
    private ObjectiveResult neverJudged(Objective objective, ObjectiveResult fresh) {
        return evaluations.stream()
                .flatMap(evaluation -> result(evaluation, objective).stream())
                .findFirst()
                .orElse(fresh);
    }

    private ComplianceLine line(
            Objective objective, ObjectiveResult result, Instant at, String runId, String scenario, Instant since) {
        return new ComplianceLine(
                objective,
                objective.subject().kind().name(),
                result,
                at,
                runId,
                scenario,
                since,
                baselinePercent(objective, result),
                trends.apply(objective));
    }

    private static Optional<ObjectiveResult> result(EvaluationReport evaluation, Objective objective) {
        return evaluation.objectives().stream()
                .filter(result -> result.subject().equals(objective.subject().text()))
                .filter(result -> result.metric().equals(objective.metric()))
                .filter(result -> result.limit().equals(objective.limitText()))
                .findFirst();
    }

    private Instant since(Objective objective, EvaluationReport newest) {
        var verdict = result(newest, objective).orElseThrow().verdict();
        var since = newest.evaluatedAt();
        for (var evaluation : evaluations) {
            var result = result(evaluation, objective).filter(one -> one.verdict() != ObjectiveVerdict.NO_DATA);
            if (result.isPresent() && result.get().verdict() != verdict) {
                return since;
            }
            since = result.isPresent() && evaluation.evaluatedAt().isBefore(since) ? evaluation.evaluatedAt() : since;
        }
        return since;
    }

    private static Double baselinePercent(Objective objective, ObjectiveResult result) {
        if (objective.baseline() == null || result.measured() == null) {
            return null;
        }
        var baseline = objective.measure().dimension().value(objective.baseline());
        return baseline == 0 ? null : 100 * (result.measured().value() - baseline) / baseline;
    }

    /** The questions of requirements 0, "Output-Format", that promises can answer, and those that others answer. */
    static List<CheckItem> handover(List<ComplianceLine> lines) {
        return List.of(
                new CheckItem(
                        "Performance budget kept for all endpoints?",
                        "Performance Budget erfüllt für alle Endpoints?",
                        answer(lines, line -> line.objective().subject().kind() == SubjectKind.ENDPOINT)),
                new CheckItem(
                        "Row-level security fast enough?",
                        "RLS-Performance akzeptabel?",
                        answer(lines, line -> line.objective()
                                .subject()
                                .statements()
                                .filter(selector -> selector.rowLevelSecurity())
                                .isPresent())),
                new CheckItem(
                        "Load test under realistic load (40+ tenants) successful?",
                        "Load Test unter realistischer Last (40+ Mandanten) erfolgreich?",
                        Answer.NOT_EVALUATED_HERE),
                new CheckItem(
                        "Chaos engineering game day held?",
                        "Chaos Engineering Game Day durchgeführt?",
                        Answer.NOT_EVALUATED_HERE),
                new CheckItem(
                        "DORA Art. 24-27 resilience tests documented?",
                        "DORA Art. 24-27 Resilienztests dokumentiert?",
                        Answer.NOT_EVALUATED_HERE),
                new CheckItem(
                        "Capacity forecast for the next 18 months available?",
                        "Kapazitätsprognose für nächste 18 Monate verfügbar?",
                        Answer.NOT_EVALUATED_HERE));
    }

    private static Answer answer(List<ComplianceLine> lines, Predicate<ComplianceLine> concerned) {
        var verdicts = lines.stream()
                .filter(concerned)
                .map(line -> line.result().verdict())
                .toList();
        if (verdicts.contains(ObjectiveVerdict.FAIL)) {
            return Answer.NO;
        }
        var allKept = verdicts.stream()
                .allMatch(verdict -> verdict == ObjectiveVerdict.PASS || verdict == ObjectiveVerdict.WARN);
        return !verdicts.isEmpty() && allKept ? Answer.YES : Answer.OPEN;
    }
}
