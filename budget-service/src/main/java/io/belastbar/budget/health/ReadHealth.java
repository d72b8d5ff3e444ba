package io.belastbar.budget.health;

import io.belastbar.budget.document.Budgets;
import io.belastbar.budget.health.HealthView.Kpi;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.series.LatestPoint;
import io.belastbar.budget.series.SeriesRepository;
import io.belastbar.jobs.Await;
import io.belastbar.web.problem.NotFound;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How a system is, by the newest value of each promised figure. Waits: for virtual threads. */
@ApplicationScoped
class ReadHealth {

    private final Budgets budgets;
    private final SeriesRepository series;
    private final Clock clock = Clock.systemUTC();

    ReadHealth(Budgets budgets, SeriesRepository series) {
        this.budgets = budgets;
        this.series = series;
    }

    /** @throws NotFound if the system promises nothing */
    HealthView of(String system) {
        var budget = Await.of(budgets.latestPromises(system))
                .orElseThrow(
                        () -> new NotFound("budget (store one with: belastbar apply -f FOLDER) for system", system));
        var latest = Await.of(series.latest(system));
        var now = clock.instant();
        var kpis = budget.budget()
                .objectives()
                .filter(objective -> !objective.measure().isDemand())
                .map(objective -> newest(latest, objective)
                        .filter(point -> point.point().at().isAfter(now.minus(objective.windowOrDefault())))
                        .map(point -> Kpi.of(objective, point.point(), now))
                        .orElseGet(() -> Kpi.unknown(objective)))
                .toList();
        return HealthView.of(system, now, kpis);
    }

    private static Optional<LatestPoint> newest(List<LatestPoint> latest, Objective objective) {
        return latest.stream()
                .filter(point -> point.key().subject().equals(objective.subject()))
                .filter(point -> point.key().metric().equals(objective.metric()))
                .max(Comparator.comparing(point -> point.point().at()));
    }
}
