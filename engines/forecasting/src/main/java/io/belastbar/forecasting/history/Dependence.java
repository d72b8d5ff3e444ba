package io.belastbar.forecasting.history;

import io.belastbar.change.fit.Season;
import java.util.Arrays;

/** Values that follow each other say less than as many independent ones. */
public final class Dependence {

    private static final double LAG_MAX = 0.95;

    private Dependence() {}

    /** What came back each week is no trend. */
    public static double[] withoutSeason(double[] days) {
        return Season.of(days).removedFrom(days);
    }

    /**
     * By how much the variance of Mann and Kendall's statistic is larger than if all values were independent: (1 + ρ)/(1 − ρ) of an autoregression
     * of order 1 (von Storch, "Misuses of statistical analysis in climate research" (1995)), where ρ is that of what a line leaves, made larger
     * by what a fitted line hides: (1 + 4·ρ)/n (Marriott and Pope, Biometrika 41 (1954)).
     */
    public static double inflation(double[] values, double slope) {
        int n = values.length;
        double[] rest = new double[n];
        Arrays.setAll(rest, i -> values[i] - slope * i);
        double mean = Arrays.stream(rest).average().orElse(0);
        double product = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += (rest[i] - mean) * (rest[i] - mean);
            product += i == 0 ? 0 : (rest[i] - mean) * (rest[i - 1] - mean);
        }
        double lag = squares == 0 ? 0 : product / squares;
        double unbiased = Math.clamp(lag + (1 + 4 * lag) / n, 0, LAG_MAX);
        return (1 + unbiased) / (1 - unbiased);
    }
}
