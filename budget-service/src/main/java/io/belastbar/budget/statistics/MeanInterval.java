package io.belastbar.budget.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The 95 % interval of a mean: Student, "The probable error of a mean", Biometrika 6 (1908).
 *
 * <p>Values that are collected one after another resemble each other, which makes that interval too narrow. Long series
 * are therefore cut into 30 batches in order of time, and the interval is that of the batches' means (Law, Simulation
 * Modeling and Analysis, 5th ed., section 9.5.3). Error: batches may still be correlated.
 */
public final class MeanInterval {

    private static final int BATCHES = 30;
    private static final int BATCH_SIZE_MIN = 2;

    private MeanInterval() {}

    /** Of values in order of time, none below zero; without bounds if there is one only. */
    public static Interval of(double[] values) {
        var mean = mean(values);
        if (values.length < 2) {
            return Interval.unknown(mean);
        }
        var units = values.length >= BATCHES * BATCH_SIZE_MIN ? batchMeans(values) : values;
        var half = studentT(units.length - 1) * deviation(units) / Math.sqrt(units.length);
        return new Interval(mean, Math.max(0, mean - half), mean + half);
    }

    /** The two-sided 95 % point of Student's distribution. */
    public static double studentT(int degrees) {
        return TDistribution.of(degrees).inverseSurvivalProbability(0.025);
    }

    /** Batches of equal size; the oldest values that fill none are left out. */
    private static double[] batchMeans(double[] values) {
        var size = values.length / BATCHES;
        var first = values.length - size * BATCHES;
        var means = new double[BATCHES];
        for (int batch = 0; batch < BATCHES; batch++) {
            var from = first + batch * size;
            means[batch] = mean(Arrays.copyOfRange(values, from, from + size));
        }
        return means;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double deviation(double[] values) {
        var mean = mean(values);
        var squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / (values.length - 1));
    }
}
