package io.belastbar.budget.evaluation;

import java.util.Arrays;

/**
 * The 95 % interval of a mean: Student, "The probable error of a mean", Biometrika 6 (1908).
 *
 * <p>Values that are collected one after another resemble each other, which makes that interval too narrow. Long series
 * are therefore cut into 30 batches in order of time, and the interval is that of the batches' means (Law, Simulation
 * Modeling and Analysis, 5th ed., section 9.5.3). Error: batches may still be correlated.
 */
final class MeanInterval {

    private static final int BATCHES = 30;
    private static final int BATCH_SIZE_MIN = 2;

    /** Two-sided 95 % points of Student's distribution for 1 to 30 degrees of freedom. */
    private static final double[] T = {
        12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281, 2.2010, 2.1788, 2.1604, 2.1448,
        2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484,
        2.0452, 2.0423
    };

    private MeanInterval() {}

    /** Of values in order of time, none below zero; without bounds if there is one only. */
    static Interval of(double[] values) {
        var mean = mean(values);
        if (values.length < 2) {
            return Interval.unknown(mean);
        }
        var units = values.length >= BATCHES * BATCH_SIZE_MIN ? batchMeans(values) : values;
        var half = studentT(units.length - 1) * deviation(units) / Math.sqrt(units.length);
        return new Interval(mean, Math.max(0, mean - half), mean + half);
    }

    /** By Cornish-Fisher beyond the table (Abramowitz and Stegun 26.7.5), right to four digits there. */
    static double studentT(int degrees) {
        if (degrees <= T.length) {
            return T[degrees - 1];
        }
        var z = Interval.Z;
        var z3 = z * z * z;
        var z5 = z3 * z * z;
        return z + (z3 + z) / (4.0 * degrees) + (5 * z5 + 16 * z3 + 3 * z) / (96.0 * degrees * degrees);
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
