package io.belastbar.budget.compliance;

import io.belastbar.budget.health.PromiseStatus;
import io.belastbar.budget.health.ReadStatus;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.series.LatestPoint;
import io.belastbar.budget.series.MeasuredValues;
import io.belastbar.budget.series.ReadMeasuredValues;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesRepository;
import io.belastbar.budget.series.TrendRepository;
import io.belastbar.budget.series.TrendRepository.Drawn;
import io.belastbar.jobs.Await;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What series say of promises. Waits: for virtual threads. */
@ApplicationScoped
class KnownValues {

    private static final Duration TREND = Duration.ofDays(90);
    private static final int TREND_VALUES = 30;

    private final SeriesRepository series;
    private final TrendRepository trends;
    private final ReadMeasuredValues measurements;
    private final ReadStatus statuses;

    KnownValues(SeriesRepository series, TrendRepository trends, ReadMeasuredValues measurements, ReadStatus statuses) {
        this.series = series;
        this.trends = trends;
        this.measurements = measurements;
        this.statuses = statuses;
    }

    List<PromiseStatus> statuses(String system, PerformanceBudget budget, Instant now) {
        return statuses.of(system, budget, now);
    }

    /** The measurements within each promise's window that ends at {@code asOf}, from {@code start} on. */
    MeasuredValues measured(String system, PerformanceBudget budget, Instant start, Instant asOf) {
        var values = Await.of(measurements.measured(system, budget, asOf));
        return objective -> values.of(objective).stream()
                .filter(point -> !point.at().isBefore(start))
                .toList();
    }

    /** The last values of the series of each promise that was continued last. */
    Function<Objective, List<Drawn>> trends(
            String system, PerformanceBudget budget, Instant start, Instant asOf, Instant end) {
        var latest = Await.of(series.latest(system));
        var keys = new HashMap<Objective, SeriesKey>();
        budget.objectives().forEach(objective -> newest(latest, objective).ifPresent(key -> keys.put(objective, key)));
        var begin = asOf.minus(TREND);
        var drawn = Await.of(trends.newest(
                List.copyOf(keys.values()).stream().distinct().toList(),
                start.isBefore(begin) ? begin : start,
                end,
                TREND_VALUES));
        return objective -> Optional.ofNullable(keys.get(objective)).map(drawn::get).stream()
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .toList();
    }

    private static Optional<SeriesKey> newest(List<LatestPoint> latest, Objective objective) {
        return latest.stream()
                .filter(one -> one.key().subject().equals(objective.subject()))
                .filter(one -> one.key().metric().equals(objective.metric()))
                .filter(one -> objective.terms().holdOn(one.key().testbed()))
                .max(Comparator.comparing(one -> one.point().at()))
                .map(LatestPoint::key);
    }
}
