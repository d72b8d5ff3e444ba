package io.belastbar.capacity.analysis;

import io.belastbar.capacity.limit.MetricLimit;
import io.belastbar.capacity.limit.MetricLimit.Severity;
import io.belastbar.capacity.limit.catalogue.Catalogue;
import io.belastbar.capacity.limit.catalogue.KnownMetric;
import io.belastbar.capacity.limit.catalogue.KnownMetric.Role;
import io.belastbar.capacity.projection.ProjectedLimit;
import io.belastbar.capacity.projection.Projection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;

/** Which of a system's series is its disk, its latency, its connections. */
final class MetricOfRole {
    private static final Set<String> PERCENT = Set.of("percent", "%");
    private static final double FULL = 100;

    private MetricOfRole() {}

    /**
     * The series that the catalogue knows in this role: one whose limit somebody stated before others, then the first that the
     * catalogue lists. What shrinks as it fills, such as free space, is not one.
     */
    static Optional<Projection> of(Role role, List<Projection> projections) {
        List<KnownMetric> known = Catalogue.own().metrics();
        return projections.stream()
                .filter(projection -> known(projection)
                        .filter(metric ->
                                !metric.lowerIsWorse() && metric.role().equals(Optional.of(role)))
                        .isPresent())
                .min(Comparator.comparing((Projection projection) -> !isStated(projection))
                        .thenComparing(
                                projection -> known.indexOf(known(projection).orElseThrow()))
                        .thenComparing(Projection::metric));
    }

    /** Where it is full: the lowest critical limit, of a share the whole, else the highest warning. */
    static OptionalDouble limit(Projection projection) {
        OptionalDouble critical = values(projection, Severity.CRITICAL).min();
        if (critical.isPresent()) {
            return critical;
        }
        return PERCENT.contains(projection.unit())
                ? OptionalDouble.of(FULL)
                : values(projection, Severity.WARNING).max();
    }

    private static DoubleStream values(Projection projection, Severity severity) {
        return projection.limits().stream()
                .map(ProjectedLimit::limit)
                .filter(limit -> limit.severity() == severity)
                .mapToDouble(MetricLimit::value);
    }

    private static boolean isStated(Projection projection) {
        return projection.limits().stream()
                .anyMatch(limit -> !MetricLimit.CATALOGUE.equals(limit.limit().source()));
    }

    private static Optional<KnownMetric> known(Projection projection) {
        return Catalogue.own().find(projection.metric());
    }
}
