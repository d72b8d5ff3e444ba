package io.belastbar.capacity.limit;

import io.belastbar.capacity.limit.MetricLimit.Severity;
import io.belastbar.capacity.limit.catalogue.Catalogue;
import io.belastbar.capacity.limit.catalogue.KnownMetric;
import io.belastbar.capacity.limit.catalogue.NameIndex;
import io.belastbar.capacity.limit.unit.Units;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The limits that hold: what a system's documents state, and of the catalogue what they do not speak of. Each bears the
 * name and the unit of the series that it is about, where there is one.
 */
final class JoinedLimits {
    private final Catalogue catalogue;
    private final Map<String, String> unitOfSeries;
    private final NameIndex names;

    /** @param unitOfSeries by metric, in an order that stays */
    JoinedLimits(Catalogue catalogue, Map<String, String> unitOfSeries) {
        this.catalogue = catalogue;
        this.unitOfSeries = unitOfSeries;
        this.names = catalogue.index(unitOfSeries.keySet());
    }

    List<MetricLimit> of(List<MetricLimit> stated, List<String> planned) {
        List<MetricLimit> limits = new ArrayList<>();
        stated.stream().map(this::named).forEach(limits::add);
        Set<String> own = limits.stream().map(MetricLimit::metric).collect(Collectors.toCollection(HashSet::new));
        Set<String> spokenOf = planned.stream().map(catalogue::listed).collect(Collectors.toSet());
        for (KnownMetric known : catalogue.metrics()) {
            if (!spokenOf.contains(known.name())) {
                called(known).stream()
                        .filter(known::limits)
                        .filter(metric -> !own.contains(metric) && !spokenOf.contains(metric))
                        .forEach(metric -> add(limits, known, metric));
            }
        }
        return List.copyOf(limits);
    }

    /** The series that are this metric; without one its own name, if it has a single one. */
    private List<String> called(KnownMetric known) {
        List<String> series = names.of(known);
        return !series.isEmpty() || known.isPattern() ? series : List.of(known.name());
    }

    private void add(List<MetricLimit> limits, KnownMetric known, String metric) {
        known.warning().ifPresent(value -> limits.add(limit(known, metric, value, Severity.WARNING)));
        known.critical().ifPresent(value -> limits.add(limit(known, metric, value, Severity.CRITICAL)));
    }

    private MetricLimit limit(KnownMetric known, String metric, double value, Severity severity) {
        return inUnitOfSeries(new MetricLimit(
                metric, value, known.unit(), known.lowerIsWorse(), severity, null, MetricLimit.CATALOGUE));
    }

    /** As the series is called; without one as the catalogue calls it, else as it is written. */
    private MetricLimit named(MetricLimit limit) {
        return inUnitOfSeries(
                limit.called(names.find(limit.metric()).orElseGet(() -> catalogue.listed(limit.metric()))));
    }

    /** A limit in a unit that measures something else stays as it is: who compares sees that. */
    private MetricLimit inUnitOfSeries(MetricLimit limit) {
        String unit = unitOfSeries.get(limit.metric());
        if (unit == null) {
            return limit;
        }
        OptionalDouble value = Units.convert(limit.value(), limit.unit(), unit);
        return value.isPresent() ? limit.in(value.getAsDouble(), unit) : limit;
    }
}
