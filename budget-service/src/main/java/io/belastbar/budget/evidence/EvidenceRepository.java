package io.belastbar.budget.evidence;

import io.belastbar.budget.evaluation.MeasuredValues;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.series.LatestPoint;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.series.SeriesRepository;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What was measured of a budget's objectives, apart from load runs. */
@ApplicationScoped
public class EvidenceRepository {

    private final SeriesRepository series;

    EvidenceRepository(SeriesRepository series) {
        this.series = series;
    }

    /** The measurements within each objective's window that ends at {@code at}. */
    public Uni<MeasuredValues> measured(String system, PerformanceBudget budget, Instant at) {
        return series.latest(system)
                .map(latest -> latest.stream().map(LatestPoint::key).collect(Collectors.toUnmodifiableSet()))
                .chain(known -> measured(system, budget, at, known));
    }

    private Uni<MeasuredValues> measured(String system, PerformanceBudget budget, Instant at, Set<SeriesKey> known) {
        var wanted = budget.objectives()
                .filter(objective -> known.contains(key(system, objective)))
                .distinct()
                .toList();
        return Multi.createFrom()
                .iterable(wanted)
                .onItem()
                .transformToUniAndConcatenate(objective -> values(system, objective, at))
                .collect()
                .asMap(Measured::objective, Measured::points)
                .map(EvidenceRepository::lookUp);
    }

    private Uni<Measured> values(String system, Objective objective, Instant at) {
        return series.points(key(system, objective), at.minus(objective.windowOrDefault()), at)
                .map(points -> new Measured(objective, points));
    }

    private static MeasuredValues lookUp(Map<Objective, List<SeriesPoint>> values) {
        return objective -> values.getOrDefault(objective, List.of());
    }

    private static SeriesKey key(String system, Objective objective) {
        return SeriesKey.of(system, objective, SeriesKey.MEASURED);
    }

    private record Measured(Objective objective, List<SeriesPoint> points) {}
}
