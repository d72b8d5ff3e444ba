package io.belastbar.forecasting.limit;

import io.belastbar.change.rank.Location;
import java.util.Arrays;

/**
 * At which value of a day its rise above the day before passes a share of itself: in the middle of the day if it grows evenly, at three if a job of
 * the night makes it grow.
 *
 * @param passed values into the day, from 1, for shares of 0, 1/4, 1/2, 3/4 and 1
 */
record WithinDay(double[] passed) {

    private static final int QUARTERS = 4;

    /** A quarter of a year of days shows it. */
    private static final int DAYS_MAX = 90;

    /** @param values that end with a whole day */
    static WithinDay of(double[] values, int perDay) {
        int days = Math.min(DAYS_MAX, values.length / perDay);
        double[][] seen = new double[QUARTERS + 1][days];
        int count = 0;
        for (int day = 1; day < days; day++) {
            int from = values.length - (days - day) * perDay;
            double before = max(values, from - perDay, from);
            double rise = max(values, from, from + perDay) - before;
            if (rise > 0) {
                for (int quarter = 0; quarter <= QUARTERS; quarter++) {
                    seen[quarter][count] = first(values, from, before + rise * quarter / QUARTERS, perDay);
                }
                count++;
            }
        }
        double[] passed = new double[QUARTERS + 1];
        for (int quarter = 0; quarter <= QUARTERS; quarter++) {
            passed[quarter] = count == 0
                    ? (1 + quarter * (perDay - 1.0) / QUARTERS)
                    : Location.median(Arrays.copyOf(seen[quarter], count));
        }
        return new WithinDay(passed);
    }

    double at(double share) {
        double quarter = Math.clamp(share, 0, 1) * QUARTERS;
        int below = Math.min(QUARTERS - 1, (int) quarter);
        return passed[below] + (quarter - below) * (passed[below + 1] - passed[below]);
    }

    private static double first(double[] values, int from, double least, int perDay) {
        for (int i = 0; i < perDay; i++) {
            if (values[from + i] >= least) {
                return i + 1;
            }
        }
        return perDay;
    }

    private static double max(double[] values, int from, int to) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            max = values[i] > max ? values[i] : max;
        }
        return max;
    }
}
