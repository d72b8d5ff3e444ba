package io.belastbar.budget.compliance;

import io.belastbar.budget.document.Budgets;
import io.belastbar.budget.document.VersionedBudget;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.run.EvaluationReport;
import io.belastbar.budget.run.EvaluationRepository;
import io.belastbar.budget.series.LatestPoint;
import io.belastbar.budget.series.ReadMeasuredValues;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.series.SeriesRepository;
import io.belastbar.jobs.Await;
import io.belastbar.web.document.DocumentVersion;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.NotFound;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Puts a compliance report together. Waits: for virtual threads. */
@ApplicationScoped
class CompileCompliance {

    private static final Duration TREND = Duration.ofDays(90);
    private static final Duration CLOCKS_APART = Duration.ofHours(1);
    private static final int TREND_VALUES = 30;
    private static final int EVALUATIONS_MAX = 50;

    /**
     * @param from null for all that is known
     * @param end the first moment that no longer counts; of a report as of now, later than that, where clocks differ
     */
    private record Period(Instant from, Instant asOf, Instant end) {

        Instant start() {
            return from == null ? Instant.EPOCH : from;
        }
    }

    private final Budgets budgets;
    private final EvaluationRepository evaluations;
    private final ReadMeasuredValues evidence;
    private final SeriesRepository series;
    private final Clock clock = Clock.systemUTC();

    CompileCompliance(
            Budgets budgets, EvaluationRepository evaluations, ReadMeasuredValues evidence, SeriesRepository series) {
        this.budgets = budgets;
        this.evaluations = evaluations;
        this.evidence = evidence;
        this.series = series;
    }

    /**
     * Whether anything is promised.
     *
     * @throws Conflict if a document of the budget is no longer read
     */
    boolean hasBudget(String system) {
        return Await.of(budgets.latestPromises(system))
                .map(VersionedBudget::complete)
                .isPresent();
    }

    /**
     * The report as of now.
     *
     * @param run to look at one run only; null for the newest word on each promise
     * @throws NotFound if the system has no budget, or no such run was evaluated
     */
    ComplianceReport report(String system, String run) {
        var now = clock.instant();
        return report(system, run, new Period(null, now, now.plus(CLOCKS_APART)));
    }

    /**
     * What was evaluated and measured within a period says this of today's budget.
     *
     * @param from the first moment that counts; null for all that is known
     * @param to the first that no longer does
     * @throws NotFound if the system has no budget
     */
    ComplianceReport report(String system, Instant from, Instant to) {
        return report(system, null, new Period(from, to, to));
    }

    private ComplianceReport report(String system, String run, Period period) {
        var asOf = period.asOf().truncatedTo(ChronoUnit.MINUTES);
        var budget = Await.of(budgets.latestPromises(system))
                .orElseThrow(
                        () -> new NotFound("budget (store one with: belastbar apply -f FOLDER) for system", system));
        var changed = Await.of(budgets.history(system, Integer.MAX_VALUE, 1)).stream()
                .max(Comparator.comparingInt(DocumentVersion::version))
                .orElseThrow();
        var measured = Await.of(evidence.measured(system, budget.complete(), period.asOf()));
        var review = new ComplianceReview(
                budget.complete(),
                evaluations(system, run, period),
                objective -> measured.of(objective).stream()
                        .filter(point -> !point.at().isBefore(period.start()))
                        .toList(),
                trends(system, period),
                asOf);
        var lines = review.lines();
        return new ComplianceReport(
                system,
                budget.version(),
                changed.updatedAt(),
                changed.updatedBy(),
                run,
                period.from(),
                asOf,
                ComplianceReport.counts(lines),
                lines,
                ComplianceReview.handover(lines));
    }

    private List<EvaluationReport> evaluations(String system, String run, Period period) {
        return run == null
                ? Await.of(evaluations.newest(system, period.start(), period.end(), EVALUATIONS_MAX))
                : List.of(Await.of(evaluations.byRun(run))
                        .filter(evaluation -> evaluation.system().equals(system))
                        .orElseThrow(() -> new NotFound("evaluation of test run", run)));
    }

    /** The last values of the series that was continued last. */
    private Function<Objective, List<SeriesPoint>> trends(String system, Period period) {
        var latest = Await.of(series.latest(system));
        return objective -> latest.stream()
                .filter(one -> one.key().subject().equals(objective.subject()))
                .filter(one -> one.key().metric().equals(objective.metric()))
                .max(Comparator.comparing(one -> one.point().at()))
                .map(LatestPoint::key)
                .map(key -> trend(key, period))
                .orElse(List.of());
    }

    private List<SeriesPoint> trend(SeriesKey key, Period period) {
        var begin = period.asOf().minus(TREND);
        var start = period.start().isBefore(begin) ? begin : period.start();
        var points = Await.of(series.points(key, start, period.end()));
        return points.subList(Math.max(0, points.size() - TREND_VALUES), points.size());
    }
}
