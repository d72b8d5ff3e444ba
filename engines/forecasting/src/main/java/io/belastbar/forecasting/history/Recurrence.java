package io.belastbar.forecasting.history;

import io.belastbar.change.rank.Location;
import java.util.Arrays;
import java.util.List;

/**
 * Whether a series comes back after a period that it holds too seldom for a decomposition, such as a year of which it has two: whether its
 * values, without their slope, go with those of a period before.
 */
public final class Recurrence {

    /** In standard errors of a correlation of values that have nothing to do with one another. */
    private static final double ERRORS_MIN = 2;

    private Recurrence() {}

    /** @param values without gaps, more than a period */
    public static boolean isSeen(double[] values, int period) {
        double slope = Location.slope(List.of(values));
        double[] even = new double[values.length];
        Arrays.setAll(even, i -> values[i] - slope * i);
        int pairs = values.length - period;
        double[] before = Arrays.copyOfRange(even, 0, pairs);
        double[] after = Arrays.copyOfRange(even, period, even.length);
        return correlation(before, after) > ERRORS_MIN / Math.sqrt(pairs);
    }

    /** 0 where one of them stays as it is. */
    private static double correlation(double[] one, double[] other) {
        double mean = Arrays.stream(one).average().orElse(0);
        double otherMean = Arrays.stream(other).average().orElse(0);
        double both = 0;
        double own = 0;
        double others = 0;
        for (int i = 0; i < one.length; i++) {
            both += (one[i] - mean) * (other[i] - otherMean);
            own += (one[i] - mean) * (one[i] - mean);
            others += (other[i] - otherMean) * (other[i] - otherMean);
        }
        return own > 0 && others > 0 ? both / Math.sqrt(own * others) : 0;
    }
}
