package io.belastbar.budget.performance;

import io.belastbar.budget.document.Budgets;
import io.belastbar.budget.document.VersionedBudget;
import io.belastbar.budget.health.ReadStatus;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.series.LatestPoint;
import io.belastbar.budget.series.SeriesRepository;
import io.belastbar.jobs.Await;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Puts a performance report together. Waits: for virtual threads. */
@ApplicationScoped
class CompilePerformance {

    private final Budgets budgets;
    private final SeriesRepository series;
    private final PerformanceRepository values;
    private final ReadStatus statuses;
    private final Clock clock = Clock.systemUTC();

    CompilePerformance(Budgets budgets, SeriesRepository series, PerformanceRepository values, ReadStatus statuses) {
        this.budgets = budgets;
        this.series = series;
        this.values = values;
        this.statuses = statuses;
    }

    /**
     * The report of a period.
     *
     * @param to its end; empty for now
     */
    PerformanceReport report(String system, ReportPeriod period, Optional<Instant> to) {
        var now = clock.instant();
        var budget = Await.of(budgets.latestPromises(system));
        var promises = budget.map(VersionedBudget::complete).orElse(PerformanceBudget.of(List.of()));
        var latest = Await.of(series.latest(system));
        var end = to.orElseGet(
                () -> period.endOf(latest.stream().map(one -> one.point().at()).toList(), now));
        var start = end.minus(period.length());
        var builder = new PerformanceReportBuilder(
                system, promises, to.isPresent() ? List.of() : statuses.of(system, promises, now));
        for (var key : latest.stream().map(LatestPoint::key).toList()) {
            Await.of(values.values(key, start, end)).ifPresent(builder::add);
        }
        return builder.build(
                period.key(), start, end, budget.map(VersionedBudget::version).orElse(null));
    }
}
