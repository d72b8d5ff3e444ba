package io.belastbar.capacity.limit;

import io.belastbar.capacity.limit.MetricLimit.Severity;
import io.belastbar.capacity.limit.catalogue.Catalogue;
import io.belastbar.capacity.limit.catalogue.KnownMetric;
import io.belastbar.capacity.limit.unit.Units;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The limits that hold: what a system's documents state, and of the catalogue what they do not speak of. Each bears the
 * name and the unit of the series that it is about, where there is one.
 */
final class JoinedLimits {
    private final Catalogue catalogue;
    private final Map<String, String> unitOfSeries;
    private final List<String> names;

    /** @param unitOfSeries by metric, in an order that stays */
    JoinedLimits(Catalogue catalogue, Map<String, String> unitOfSeries) {
        this.catalogue = catalogue;
        this.unitOfSeries = new LinkedHashMap<>(unitOfSeries);
        this.names = List.copyOf(this.unitOfSeries.keySet());
    }

    List<MetricLimit> of(List<MetricLimit> stated, List<String> planned) {
        List<MetricLimit> limits = new ArrayList<>();
        stated.stream().map(this::named).forEach(limits::add);
        for (KnownMetric known : catalogue.metrics()) {
            if (planned.stream().anyMatch(known::isCalled)) {
                continue;
            }
            for (String metric : called(known)) {
                if (limits.stream().noneMatch(limit -> isStated(limit, metric))) {
                    add(limits, known, metric);
                }
            }
        }
        return List.copyOf(limits);
    }

    private static boolean isStated(MetricLimit limit, String metric) {
        return limit.metric().equals(metric) && !limit.source().equals(MetricLimit.CATALOGUE);
    }

    /** The series that are this metric; without one its own name, if it has a single one. */
    private List<String> called(KnownMetric known) {
        List<String> series = names.stream()
                .filter(name -> catalogue.find(name).filter(known::equals).isPresent())
                .toList();
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
        String name = catalogue.among(names, limit.metric()).orElseGet(() -> catalogue.listed(limit.metric()));
        return inUnitOfSeries(limit.called(name));
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
