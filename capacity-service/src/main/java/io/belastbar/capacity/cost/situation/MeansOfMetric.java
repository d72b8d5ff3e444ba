package io.belastbar.capacity.cost.situation;

import io.belastbar.capacity.cost.price.Means;
import io.belastbar.capacity.limit.catalogue.Catalogue;
import io.belastbar.capacity.limit.unit.Units;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Which metric shows how much of a means is used. */
public final class MeansOfMetric {

    private static final Map<Means, String> METRICS = new EnumMap<>(Map.of(
            Means.STORAGE, "database.size",
            Means.CONNECTIONS, "database.connections.active",
            Means.THROUGHPUT, "database.queries.per_second",
            Means.TENANTS, "tenants"));

    private static final Map<Means, String> UNITS = new EnumMap<>(Map.of(
            Means.STORAGE, "B", Means.CONNECTIONS, Units.COUNT, Means.THROUGHPUT, "req/s", Means.TENANTS, Units.COUNT));

    private MeansOfMetric() {}

    /** By any name of the metric; empty if it shows none. */
    public static Optional<Means> of(String metric) {
        return Arrays.stream(Means.values())
                .filter(means -> shows(metric, means))
                .findFirst();
    }

    /** Whether a metric shows the use of a means. */
    static boolean shows(String metric, Means means) {
        return Catalogue.own().same(METRICS.get(means), metric);
    }

    /** In which unit amounts of a means are given: what is counted is a count of itself. */
    public static String unit(Means means) {
        String unit = UNITS.get(means);
        return unit.equals(Units.COUNT) ? means.key() : unit;
    }

    /**
     * A value in the unit of the means. What counts is a count in whatever words: connections, tenants.
     *
     * @return NaN if the unit measures something else
     */
    public static double amount(Means means, double value, String unit) {
        return Units.convert(value, unit.equals(means.key()) ? Units.COUNT : unit, UNITS.get(means))
                .orElse(Double.NaN);
    }
}
