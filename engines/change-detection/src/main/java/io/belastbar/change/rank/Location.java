package io.belastbar.change.rank;

import java.util.Arrays;
import java.util.List;

/** Where values lie, and how far samples lie apart, without being misled by outliers. */
public final class Location {

    private Location() {}

    public static double median(double[] values) {
        return quantile(values, 0.5);
    }

    /** By linear interpolation between order statistics: Hyndman and Fan's type 7. */
    public static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /** The median of all differences after − before: Hodges and Lehmann, Ann. Math. Statist. 34 (1963). */
    public static double shift(double[] before, double[] after) {
        double[] differences = new double[before.length * after.length];
        for (int i = 0; i < before.length; i++) {
            for (int k = 0; k < after.length; k++) {
                differences[i * after.length + k] = after[k] - before[i];
            }
        }
        return median(differences);
    }

    /** The share of pairs with after above before, minus those below: −1 to 1. Cliff, Psychol. Bull. 114 (1993). */
    public static double delta(double[] before, double[] after) {
        double more = 0;
        for (double earlier : before) {
            for (double later : after) {
                more += Math.signum(later - earlier);
            }
        }
        return more / before.length / after.length;
    }

    /**
     * The median of the slopes between any two values of the same stretch, a value: Theil (1950); Sen, "Estimates of the regression
     * coefficient based on Kendall's tau", JASA 63 (1968). 0 where no stretch has two values.
     */
    public static double slope(List<double[]> stretches) {
        int pairs = stretches.stream()
                .mapToInt(one -> one.length * (one.length - 1) / 2)
                .sum();
        double[] slopes = new double[pairs];
        int at = 0;
        for (double[] values : stretches) {
            for (int i = 0; i < values.length; i++) {
                for (int k = i + 1; k < values.length; k++) {
                    slopes[at++] = (values[k] - values[i]) / (k - i);
                }
            }
        }
        return pairs == 0 ? 0 : median(slopes);
    }
}
