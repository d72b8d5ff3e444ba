package io.belastbar.forecasting;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * What was measured, on an even grid of time.
 *
 * @param start of the first value
 * @param step between two values: an hour, a day, a week
 * @param zone in which days and weeks begin: a peak at 09:00 there stays at 09:00 when the clock changes
 * @param values in the order of time; NaN where nothing was measured
 * @param bounds that the quantity cannot leave
 */
public record Series(Instant start, Duration step, ZoneId zone, double[] values, Bounds bounds) {

    public Series {
        if (step.isNegative() || step.isZero()) {
            throw new IllegalArgumentException("the step between two values is positive: was " + step);
        }
        values = values.clone();
    }

    /** Of the value with this index, which may lie after the last one. */
    public Instant at(int index) {
        return start.plus(step.multipliedBy(index));
    }

    /** Of the last value. */
    public Instant end() {
        return at(values.length - 1);
    }

    @Override
    public double[] values() {
        return values.clone();
    }
}
