package io.belastbar.capacity.plan;

/**
 * A value that a metric must not reach, as a document states it.
 *
 * @param metric as the document calls it
 * @param value in {@code unit}
 * @param warning whether reaching it is a warning, and the worse comes later
 * @param lowerIsWorse whether it is reached from above
 * @param maximum beyond which it cannot go; null if nobody said
 * @param action what somebody then does; null if nobody said
 */
public record PlannedLimit(
        String metric,
        double value,
        String unit,
        boolean warning,
        boolean lowerIsWorse,
        Double maximum,
        String action,
        Place at) {}
