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

    /** How bad it is. */
    public enum Severity {
        WARNING,
        CRITICAL
    }
}
