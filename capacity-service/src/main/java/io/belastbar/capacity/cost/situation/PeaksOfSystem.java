package io.belastbar.capacity.cost.situation;

import io.belastbar.capacity.cost.price.Means;
import io.belastbar.capacity.history.HistoryRepository;
import io.belastbar.capacity.history.Measure;
import io.belastbar.capacity.history.StoredSeries;
import io.belastbar.jobs.Await;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The peaks of what is used, up to the last value of each series. Waits: for virtual threads. */
@ApplicationScoped
class PeaksOfSystem {

    /** Connections and throughput come and go: four weeks have each weekday four times, and the end of a month. */
    static final int DAYS = 28;

    /** What is stored stays until somebody clears it, and from then on it is not there. */
    static final int DAYS_OF_STORAGE = 2;

    private static final Duration DAY = Duration.ofDays(1);

    private final HistoryRepository history;

    PeaksOfSystem(HistoryRepository history) {
        this.history = history;
    }

    /** By metric; how many tenants there are has none: that is as many as there are now. */
    Map<String, Peak> of(String system) {
        return Await.of(history.list(system)).stream()
                .flatMap(series -> days(series.metric())
                        .flatMap(days -> read(series, days))
                        .map(peak -> Map.entry(series.metric(), peak))
                        .stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Optional<Integer> days(String metric) {
        return MeansOfMetric.of(metric)
                .filter(List.of(Means.STORAGE, Means.CONNECTIONS, Means.THROUGHPUT)::contains)
                .map(means -> means == Means.STORAGE ? DAYS_OF_STORAGE : DAYS);
    }

    private Optional<Peak> read(StoredSeries series, int days) {
        if (series.last() == null) {
            return Optional.empty();
        }
        Instant end = series.last().plusSeconds(1);
        return Peak.of(
                Await.of(history.read(series, end.minus(DAY.multipliedBy(days)), end, DAY, Measure.MAXIMUM)), days);
    }
}
