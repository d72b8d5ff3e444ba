package io.belastbar.budget.performance;

import io.belastbar.budget.series.SeriesKey;
import java.time.Instant;

/**
 * The values of one series within a period.
 *
 * @param values in order of time, at least one
 * @param latestAt when the last one was measured
 */
record FigureValues(SeriesKey key, double[] values, Instant latestAt) {

    double latest() {
        return values[values.length - 1];
    }
}
