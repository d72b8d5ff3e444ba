package io.belastbar.budget.compliance;

import io.belastbar.budget.document.Budgets;
import io.belastbar.budget.evidence.EvidenceRepository;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.report.EvaluationReport;
import io.belastbar.budget.report.EvaluationRepository;
import io.belastbar.budget.series.LatestPoint;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.series.SeriesRepository;
import io.belastbar.web.document.DocumentVersion;
import io.belastbar.web.problem.NotFound;
import io.smallrye.mutiny.Uni;
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
class ComplianceRepository {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration TREND = Duration.ofDays(90);
    private static final int TREND_VALUES = 30;
    private static final int EVALUATIONS_MAX = 50;

    private final Budgets budgets;
    private final EvaluationRepository evaluations;
    private final EvidenceRepository evidence;
    private final SeriesRepository series;
    private final Clock clock = Clock.systemUTC();

    ComplianceRepository(
            Budgets budgets, EvaluationRepository evaluations, EvidenceRepository evidence, SeriesRepository series) {
        this.budgets = budgets;
        this.evaluations = evaluations;
        this.evidence = evidence;
        this.series = series;
    }

    /**
     * The report as of now.
     *
     * @param run to look at one run only; null for the newest word on each promise
     * @throws NotFound if the system has no budget, or no such run was evaluated
     */
    ComplianceReport report(String system, String run) {
        var now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        var budget = await(budgets.latestPromises(system))
                .orElseThrow(
                        () -> new NotFound("budget (store one with: belastbar apply -f FOLDER) for system", system));
        var changed = await(budgets.history(system, Integer.MAX_VALUE, 1)).stream()
                .max(Comparator.comparingInt(DocumentVersion::version))
                .orElseThrow();
        var review = new ComplianceReview(
                budget.complete(),
                evaluations(system, run),
                await(evidence.measured(system, budget.complete(), clock.instant())),
                trends(system, now),
                now);
        var lines = review.lines();
        return new ComplianceReport(
                system,
                budget.version(),
                changed.updatedAt(),
                changed.updatedBy(),
                run,
                now,
                ComplianceReport.counts(lines),
                lines,
                ComplianceReview.handover(lines));
    }

    private List<EvaluationReport> evaluations(String system, String run) {
        return run == null
                ? await(evaluations.newest(system, EVALUATIONS_MAX))
                : List.of(await(evaluations.byRun(run))
                        .filter(evaluation -> evaluation.system().equals(system))
                        .orElseThrow(() -> new NotFound("evaluation of test run", run)));
    }

    /** The last values of the series that was continued last. */
    private Function<Objective, List<SeriesPoint>> trends(String system, Instant now) {
        var latest = await(series.latest(system));
        return objective -> latest.stream()
                .filter(one -> one.key().subject().equals(objective.subject()))
                .filter(one -> one.key().metric().equals(objective.metric()))
                .max(Comparator.comparing(one -> one.point().at()))
                .map(LatestPoint::key)
                .map(key -> trend(key, now))
                .orElse(List.of());
    }

    private List<SeriesPoint> trend(SeriesKey key, Instant now) {
        var points = await(series.points(key, now.minus(TREND), now.plus(Duration.ofHours(1))));
        return points.subList(Math.max(0, points.size() - TREND_VALUES), points.size());
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(PATIENCE);
    }
}
