package io.belastbar.load.imports.hdr;

import io.belastbar.load.result.Cell;
import java.util.Arrays;
import org.HdrHistogram.DoubleHistogram;
import org.HdrHistogram.DoubleHistogramIterationValue;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * What one histogram holds, in the unit of its file: different values, ascending, with their counts.
 *
 * @param whole whether the histogram takes whole numbers only
 */
record LogValues(double[] values, long[] counts, boolean whole) {

    private static final int FIRST = 16;

    static LogValues of(Histogram histogram) {
        Collected collected = new Collected();
        for (HistogramIterationValue each : histogram.recordedValues()) {
            double middle = histogram.medianEquivalentValue(each.getValueIteratedTo());
            collected.add(Math.min(middle, histogram.getMaxValue()), each.getCountAtValueIteratedTo());
        }
        return collected.values(true);
    }

    static LogValues of(DoubleHistogram histogram) {
        Collected collected = new Collected();
        for (DoubleHistogramIterationValue each : histogram.recordedValues()) {
            double middle = histogram.medianEquivalentValue(each.getValueIteratedTo());
            collected.add(Math.min(middle, histogram.getMaxValue()), each.getCountAtValueIteratedTo());
        }
        return collected.values(false);
    }

    double max() {
        return values.length == 0 ? 0 : values[values.length - 1];
    }

    int size() {
        return values.length;
    }

    /** As our cells keep them. */
    Histogram micros(double microsPerUnit) {
        Histogram micros = new Histogram(Cell.SIGNIFICANT_DIGITS);
        for (int index = 0; index < values.length; index++) {
            micros.recordValueWithCount(Math.round(values[index] * microsPerUnit), counts[index]);
        }
        return micros;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogValues same
                && whole == same.whole
                && Arrays.equals(values, same.values)
                && Arrays.equals(counts, same.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return values.length + " values up to " + max();
    }

    private static final class Collected {
        private double[] values = new double[FIRST];
        private long[] counts = new long[FIRST];
        private int size;

        private void add(double value, long count) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
                counts = Arrays.copyOf(counts, size * 2);
            }
            values[size] = value;
            counts[size++] = count;
        }

        private LogValues values(boolean whole) {
            return new LogValues(Arrays.copyOf(values, size), Arrays.copyOf(counts, size), whole);
        }
    }
}
