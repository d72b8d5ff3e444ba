package io.belastbar.forecasting.history;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/** A series by days of so many values, counted back from the last one, so that the last day is whole. The first may be shorter. */
public final class Days {

    private Days() {}

    /** The largest of each; NaN where nothing was measured. */
    public static double[] maxima(double[] values, int perDay) {
        return folded(values, perDay, Math::max);
    }

    /** The mean of each; NaN where nothing was measured. */
    public static double[] means(double[] values, int perDay) {
        double[] sums = folded(values, perDay, Double::sum);
        double[] ones = Arrays.stream(values)
                .map(value -> Double.isNaN(value) ? Double.NaN : 1)
                .toArray();
        double[] counts = folded(ones, perDay, Double::sum);
        Arrays.setAll(sums, day -> sums[day] / counts[day]);
        return sums;
    }

    private static double[] folded(double[] values, int perDay, DoubleBinaryOperator both) {
        int days = Math.max(1, values.length / perDay);
        int skipped = Math.max(0, values.length - days * perDay);
        double[] folded = new double[days];
        Arrays.fill(folded, Double.NaN);
        for (int i = skipped; i < values.length; i++) {
            int day = (i - skipped) / perDay;
            if (!Double.isNaN(values[i])) {
                folded[day] = Double.isNaN(folded[day]) ? values[i] : both.applyAsDouble(folded[day], values[i]);
            }
        }
        return folded;
    }
}
