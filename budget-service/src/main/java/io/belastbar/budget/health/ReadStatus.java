package io.belastbar.budget.health;

import io.belastbar.budget.alert.ReadAlerts;
import io.belastbar.budget.measurement.prometheus.CollectionInterval;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.series.LatestPoint;
import io.belastbar.budget.series.SeriesRepository;
import io.belastbar.jobs.Await;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Where the promises of a system stand now: the one answer that health, compliance and performance give. A few questions to the
 * database, whatever the number of promises. Waits: for virtual threads.
 */
@ApplicationScoped
public class ReadStatus {

    private final SeriesRepository series;
    private final ReadAlerts alerts;
    private final CollectionInterval collections;

    ReadStatus(SeriesRepository series, ReadAlerts alerts, CollectionInterval collections) {
        this.series = series;
        this.alerts = alerts;
        this.collections = collections;
    }

    /** One for each promise that has an amount, in the budget's order. */
    public List<PromiseStatus> of(String system, PerformanceBudget budget, Instant now) {
        var latest = Await.of(series.latest(system));
        var known = alerts.known(system, budget);
        var every = Await.of(collections.of(system)).orElse(null);
        return budget.objectives()
                .filter(objective -> !objective.measure().isDemand())
                .map(objective -> status(objective, latest, known, every, now))
                .toList();
    }

    private static PromiseStatus status(
            Objective objective, List<LatestPoint> latest, ReadAlerts.Known known, Duration every, Instant now) {
        var newest = latest.stream()
                .filter(point -> point.key().subject().equals(objective.subject()))
                .filter(point -> point.key().metric().equals(objective.metric()))
                .filter(point -> objective.terms().holdOn(point.key().testbed()))
                .max(Comparator.comparing(point -> point.point().at()))
                .orElse(null);
        return PromiseStatus.of(
                objective,
                newest,
                every,
                known.raised(objective).orElse(null),
                known.lastBroke(objective).orElse(null),
                now);
    }
}
