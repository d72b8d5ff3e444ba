package io.belastbar.capacity.limit;

/**
 * A value that a metric must not reach.
 *
 * @param metric of the series that it is about
 * @param value in {@code unit}
 * @param lowerIsWorse whether it is reached from above: a hit ratio, free space
 * @param severity what reaching it means
 * @param action what somebody then does; null if nobody said
 * @param source where it stands: {@code forecasts.yml line 93}, {@code performance_baselines.yaml line 120}, {@code catalogue}
 */
public record MetricLimit(
        String metric,
        double value,
        String unit,
        boolean lowerIsWorse,
        Severity severity,
        String action,
        String source) {

    /** As a source: nobody stated it for this system. */
    public static final String CATALOGUE = "catalogue";

    /** How bad it is. */
    public enum Severity {
        WARNING,
        CRITICAL
    }

    /** The same of the metric by another name. */
    public MetricLimit called(String name) {
        return new MetricLimit(name, value, unit, lowerIsWorse, severity, action, source);
    }

    /** The same in another unit. */
    public MetricLimit in(double converted, String other) {
        return new MetricLimit(metric, converted, other, lowerIsWorse, severity, action, source);
    }
}
