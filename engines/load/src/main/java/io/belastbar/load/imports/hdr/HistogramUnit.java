package io.belastbar.load.imports.hdr;

import io.belastbar.load.imports.source.Row;
import io.belastbar.load.result.Cell;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * In which unit the values of a histogram log are. The log does not say; but the writer also prints the largest value,
 * by custom in milliseconds: a ratio of a million means nanoseconds, of a thousand microseconds, of one milliseconds.
 */
final class HistogramUnit {

    private static final double NANOS = 1e6;
    private static final double MICROS = 1e3;
    private static final double MILLIS = 1;
    // The column has three decimals, and the largest value may be rounded to its bucket.
    private static final double TOLERANCE = 0.1;
    private static final double ROUNDING_MS = 0.001;

    private double ratio;

    Histogram toMicros(Histogram values, double intervalMax, Row row, int column) {
        if (values.getMaxValue() > 0 && intervalMax > 10 * ROUNDING_MS) {
            double found = known(values.getMaxValue() / intervalMax);
            if (found == 0 || (ratio != 0 && found != ratio)) {
                throw row.fault(
                        column,
                        "Interval_Max",
                        "must be the largest value in milliseconds, with one unit in all lines; the histogram's is "
                                + values.getMaxValue());
            }
            ratio = found;
        }
        double microsPerUnit = MICROS / (ratio == 0 ? NANOS : ratio);
        Histogram micros = new Histogram(Cell.SIGNIFICANT_DIGITS);
        for (HistogramIterationValue value : values.recordedValues()) {
            double middle = values.medianEquivalentValue(value.getValueIteratedTo()) * microsPerUnit;
            micros.recordValueWithCount(Math.round(middle), value.getCountAtValueIteratedTo());
        }
        return micros;
    }

    String note() {
        String unit = ratio == MICROS ? "microseconds" : ratio == MILLIS ? "milliseconds" : "nanoseconds";
        return "The unit of the values is not in the log; it was taken as " + unit
                + ", because Interval_Max is by custom in milliseconds.";
    }

    private static double known(double found) {
        for (double each : new double[] {NANOS, MICROS, MILLIS}) {
            if (Math.abs(found / each - 1) < TOLERANCE) {
                return each;
            }
        }
        return 0;
    }
}
