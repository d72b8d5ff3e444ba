package io.belastbar.capacity.limit;

import io.belastbar.capacity.history.HistoryRepository;
import io.belastbar.capacity.history.StoredSeries;
import io.belastbar.capacity.limit.catalogue.Catalogue;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The limits of a system's metrics, from its plan, its baselines and the catalogue of known metrics. */
@ApplicationScoped
public class LimitsOfSystem {
    private final HistoryRepository history;
    private final Instance<LimitPublisher> publishers;

    LimitsOfSystem(HistoryRepository history, @Any Instance<LimitPublisher> publishers) {
        this.history = history;
        this.publishers = publishers;
    }

    /**
     * All that are known, whether or not a series stands behind them. Where one does, a limit bears its name, and its unit
     * if the two can be compared.
     */
    public Uni<List<MetricLimit>> of(String system) {
        Uni<Map<String, String>> units = history.list(system).map(LimitsOfSystem::units);
        return Uni.combine().all().unis(units, stated(system)).with((series, stated) -> new JoinedLimits(
                        Catalogue.own(), series)
                .of(
                        stated.stream().flatMap(one -> one.limits().stream()).toList(),
                        stated.stream().flatMap(one -> one.planned().stream()).toList()));
    }

    private Uni<List<LimitPublisher.Stated>> stated(String system) {
        return Multi.createFrom()
                .iterable(publishers)
                .onItem()
                .transformToUniAndConcatenate(publisher -> publisher.stated(system))
                .collect()
                .asList();
    }

    private static Map<String, String> units(List<StoredSeries> series) {
        Map<String, String> units = new LinkedHashMap<>();
        series.forEach(one -> units.putIfAbsent(one.metric(), one.unit()));
        return units;
    }
}
