package io.belastbar.budget.performance;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Mean, extremes and 95th percentile of the values of a period, as Python's {@code statistics} computes them. */
record ValueStatistics(double average, double min, double max, double p95) {

    /** With fewer the percentile is the largest value. */
    private static final int PERCENTILE_VALUES_MIN = 6;

    private static final int PARTS = 20;
    private static final int CUT = 19;

    /** Of at least one value, in any order. */
    static ValueStatistics of(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        var max = sorted[sorted.length - 1];
        return new ValueStatistics(
                Arrays.stream(sorted).average().orElseThrow(),
                sorted[0],
                max,
                sorted.length < PERCENTILE_VALUES_MIN ? max : Math.min(max, cut(sorted)));
    }

    /** Means of {@code parts} equal shares of values in order of time; the values themselves if they are no more. */
    static List<Double> trend(double[] values, int parts) {
        var count = Math.min(parts, values.length);
        return IntStream.range(0, count)
                .mapToObj(part -> Arrays.stream(values, share(values, part, count), share(values, part + 1, count))
                        .average()
                        .orElseThrow())
                .toList();
    }

    private static int share(double[] values, int part, int count) {
        return (int) ((long) values.length * part / count);
    }

    /**
     * {@code statistics.quantiles(values, n=20)[18]}, method "exclusive": below 19 values it extrapolates, and no value
     * was larger than the largest.
     */
    private static double cut(double[] sorted) {
        var n = sorted.length;
        var below = Math.clamp((long) CUT * (n + 1) / PARTS, 1, n - 1);
        var rest = (double) CUT * (n + 1) - (double) PARTS * below;
        return (sorted[below - 1] * (PARTS - rest) + sorted[below] * rest) / PARTS;
    }
}
