package io.belastbar.forecasting;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * What was measured, on an even grid of time.
 *
 * @param start of the first value
 * @param step between two values: an hour, a day, a week; a second at least
 * @param zone in which days and weeks begin: a peak at 09:00 there stays at 09:00 when the clock changes
 * @param values in the order of time; NaN where nothing was measured
 * @param bounds that the quantity cannot leave
 */
public record Series(Instant start, Duration step, ZoneId zone, double[] values, Bounds bounds) {

    /** So that sums of squares stay finite. */
    private static final double SIZE_MAX = 1e120;

    private static final Duration STEP_MIN = Duration.ofSeconds(1);
    private static final Duration STEP_MAX = Duration.ofDays(366);

    public Series {
        if (step.compareTo(STEP_MIN) < 0 || step.compareTo(STEP_MAX) > 0) {
            throw new IllegalArgumentException("the step between two values is between PT1S and P366D: was " + step);
        }
        values = values.clone();
        for (int i = 0; i < values.length; i++) {
            if (Math.abs(values[i]) > SIZE_MAX) {
                throw new IllegalArgumentException("a value is finite and at most " + SIZE_MAX
                        + ", or NaN where nothing was measured: value " + i + " was " + values[i]);
            }
        }
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
