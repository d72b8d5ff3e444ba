package io.belastbar.capacity.cost.situation;

import io.belastbar.capacity.cost.scalability.LoadPoint;
import io.belastbar.capacity.history.HistoryRepository;
import io.belastbar.capacity.history.Measure;
import io.belastbar.capacity.history.StoredSeries;
import io.belastbar.jobs.Await;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;

/** What test runs reached, from the series that they left. Waits: for virtual threads. */
@ApplicationScoped
public class RunsOfSystem {
    private static final Duration BACK = Duration.ofDays(365);
    private static final Duration STEP = Duration.ofHours(1);

    private final HistoryRepository history;
    private final InstantSource clock = InstantSource.system();

    RunsOfSystem(HistoryRepository history) {
        this.history = history;
    }

    /**
     * Of the scenario that was run under the most loads, the newest of the last year, one an hour. Loads of different
     * scenarios are not comparable.
     */
    public List<LoadPoint> of(String system) {
        Instant now = clock.instant();
        return PairRuns.of(Await.of(history.list(system))).stream()
                .map(pair -> pair.points(read(pair.throughput(), now), read(pair.beside(), now)))
                .max(Comparator.comparing(points ->
                        points.stream().map(LoadPoint::load).distinct().count()))
                .orElse(List.of())
                .stream()
                .limit(LoadPoint.POINTS_MAX)
                .toList();
    }

    private HistoryRepository.Grid read(StoredSeries series, Instant now) {
        return Await.of(history.read(series, now.minus(BACK), now, STEP, Measure.MEAN));
    }
}
