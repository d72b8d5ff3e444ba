package io.belastbar.forecasting.history;

import java.util.List;

/**
 * What is missing in a series.
 *
 * @param missing values
 * @param longest values that are missing in a row
 */
public record Gaps(int missing, int longest) {

    public static Gaps of(double[] values) {
        int missing = 0;
        int longest = 0;
        int row = 0;
        for (double value : values) {
            row = Double.isNaN(value) ? row + 1 : 0;
            missing += row > 0 ? 1 : 0;
            longest = Math.max(longest, row);
        }
        return new Gaps(missing, longest);
    }

    /**
     * The values with a bridge over each gap, only to fit a method to: the mean of what was measured a period before and after, longest period
     * first; else a straight line between the neighbours. The first and the last value were measured.
     */
    public static double[] bridged(double[] values, List<Integer> periods) {
        double[] bridged = values.clone();
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                bridged[i] = bridge(values, periods, i);
            }
        }
        return bridged;
    }

    private static double bridge(double[] values, List<Integer> periods, int at) {
        for (int k = periods.size() - 1; k >= 0; k--) {
            int before = at - periods.get(k);
            int after = at + periods.get(k);
            if (before >= 0 && after < values.length && !Double.isNaN(values[before]) && !Double.isNaN(values[after])) {
                return values[before] + (values[after] - values[before]) / 2;
            }
        }
        int before = at;
        while (Double.isNaN(values[before])) {
            before--;
        }
        int after = at;
        while (Double.isNaN(values[after])) {
            after++;
        }
        return values[before] + (values[after] - values[before]) * (at - before) / (after - before);
    }
}
