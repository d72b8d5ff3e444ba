package io.belastbar.forecasting.history;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * Values of less than an hour, joined to the means of hours.
 *
 * @param start of the first hour, as the zone's clock begins hours
 * @param means NaN where nothing was measured
 */
public record Hours(Instant start, double[] means) {

    public static final Duration HOUR = Duration.ofHours(1);

    /** Two days show whether a day comes back. */
    private static final Duration SPAN_MIN = Duration.ofDays(2);

    /** Whether there are so many that hours tell more than they do. */
    public static boolean tellMore(Duration step, int values) {
        return step.compareTo(HOUR) < 0 && step.multipliedBy(values).compareTo(SPAN_MIN) >= 0;
    }

    public static Hours of(Instant start, Duration step, ZoneId zone, double[] values) {
        var first = start.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant();
        int hours = hour(first, start, step, values.length - 1) + 1;
        double[] sums = new double[hours];
        int[] counts = new int[hours];
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                int hour = hour(first, start, step, i);
                sums[hour] += values[i];
                counts[hour]++;
            }
        }
        Arrays.setAll(sums, hour -> counts[hour] == 0 ? Double.NaN : sums[hour] / counts[hour]);
        return new Hours(first, sums);
    }

    private static int hour(Instant first, Instant start, Duration step, int index) {
        return Math.toIntExact(
                Duration.between(first, start.plus(step.multipliedBy(index))).dividedBy(HOUR));
    }
}
