package io.belastbar.capacity.limit.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A metric that is known by its name, whoever sends it.
 *
 * @param name may begin with {@code *.}, which stands for the name of a service
 * @param unit of the thresholds
 * @param warning empty where none is known
 * @param critical empty where none is known
 * @param lowerIsWorse whether a threshold is reached from above: a hit ratio, free space
 * @param floor below which it cannot fall
 * @param cap above which it cannot rise: 100 of a percentage
 * @param role what the daily analysis looks at it for
 * @param aliases under which names plans and others speak of it
 * @param source where the thresholds come from
 */
public record KnownMetric(
        String name,
        String unit,
        OptionalDouble warning,
        OptionalDouble critical,
        boolean lowerIsWorse,
        OptionalDouble floor,
        OptionalDouble cap,
        Optional<Role> role,
        List<String> aliases,
        String source) {

    private static final String ANY_SERVICE = "*.";

    public KnownMetric {
        aliases = List.copyOf(aliases);
    }

    /** What a metric says of a system's capacity. */
    public enum Role {
        DISK,
        CONNECTIONS,
        LATENCY
    }

    /** Whether a name is this metric's, or one of its aliases. */
    public boolean isCalled(String metric) {
        return name.equals(metric)
                || aliases.contains(metric)
                || isPattern() && metric.endsWith(suffix()) && metric.length() > suffix().length();
    }

    /**
     * Whether the thresholds are those of a series with this name. A share means the same everywhere; how many gigabytes or connections
     * are too many, only the system says whose metric is called exactly so.
     */
    public boolean limits(String series) {
        return name.equals(series) || isPattern() || cap.isPresent();
    }

    /** Whether it stands for many metrics, one of each service. */
    public boolean isPattern() {
        return name.startsWith(ANY_SERVICE);
    }

    private String suffix() {
        return name.substring(1);
    }
}
