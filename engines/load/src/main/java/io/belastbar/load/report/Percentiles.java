package io.belastbar.load.report;

import io.belastbar.load.result.Cell;
import java.util.List;
import org.HdrHistogram.Histogram;

/** The percentiles that reports show. */
public final class Percentiles {

    /** In percent. */
    public static final List<Double> SHOWN = List.of(50.0, 90.0, 95.0, 99.0, 99.9);

    private Percentiles() {}

    /** {@code p50}, {@code p99.9}. */
    public static String name(double percent) {
        return percent == Math.rint(percent) ? "p" + (int) percent : "p" + percent;
    }

    /** In milliseconds; NaN without values or above what the source of the result tells. */
    public static double millis(Histogram micros, double percent, double highestKnown) {
        return micros.getTotalCount() == 0 || percent > highestKnown ? Double.NaN : Cell.percentileMs(micros, percent);
    }
}
