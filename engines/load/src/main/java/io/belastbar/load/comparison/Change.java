package io.belastbar.load.comparison;

import io.belastbar.load.comparison.statistics.Interval;

/**
 * A figure of both runs and how far they are apart.
 *
 * @param difference relative for throughput, absolute for error rates
 * @param interval of the difference, 95 %
 */
public record Change(double baseline, double other, double difference, Interval interval) {

    /** Whether the interval leaves out 0. */
    public boolean shown() {
        return !interval.contains(0);
    }
}
