package io.belastbar.load.report.page;

import io.belastbar.load.report.Percentiles;
import io.belastbar.load.result.Cell;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Some seconds of a run as one point of its charts. Percentiles are those of all requests of these seconds, not means
 * of percentiles.
 *
 * @param bins requests by response time, see {@link #BINS_PER_DECADE}
 */
public record TimePoint(
        int fromSecond,
        int seconds,
        Times response,
        Times service,
        double offeredPerSecond,
        double achievedPerSecond,
        double errorsPerSecond,
        int users,
        double latenessP99Ms,
        int[] bins) {

    public static final int BINS_PER_DECADE = 10;

    /** Lower edge of the first bin. */
    public static final double FIRST_BIN_MS = 0.01;

    public static final int BINS = 8 * BINS_PER_DECADE;

    /** In milliseconds; NaN where nothing finished. */
    public record Times(double p50, double p95, double p99, double max) {

        static Times of(Histogram micros, double highestKnown) {
            return new Times(
                    Percentiles.millis(micros, 50, highestKnown),
                    Percentiles.millis(micros, 95, highestKnown),
                    Percentiles.millis(micros, 99, highestKnown),
                    micros.getTotalCount() == 0 ? Double.NaN : micros.getMaxValue() / 1e3);
        }
    }

    public static TimePoint of(
            int fromSecond, int seconds, Cell cell, int users, double latenessP99Ms, double highestKnown) {
        return new TimePoint(
                fromSecond,
                seconds,
                Times.of(cell.responseMicros(), highestKnown),
                Times.of(cell.serviceMicros(), highestKnown),
                (double) cell.intendedStarts() / seconds,
                (double) cell.requests() / seconds,
                (double) cell.errorCount() / seconds,
                users,
                latenessP99Ms,
                bins(cell.responseMicros()));
    }

    private static int[] bins(Histogram micros) {
        int[] bins = new int[BINS];
        if (micros.getTotalCount() > 0) {
            for (HistogramIterationValue value : micros.recordedValues()) {
                bins[bin(value.getValueIteratedTo() / 1e3)] += (int) value.getCountAtValueIteratedTo();
            }
        }
        return bins;
    }

    public static int bin(double millis) {
        if (millis <= FIRST_BIN_MS) {
            return 0;
        }
        int bin = (int) Math.floor(Math.log10(millis / FIRST_BIN_MS) * BINS_PER_DECADE);
        return Math.min(BINS - 1, bin);
    }

    public static double lowerEdgeMs(int bin) {
        return FIRST_BIN_MS * Math.pow(10, (double) bin / BINS_PER_DECADE);
    }
}
