package io.belastbar.load.evaluation;

import io.belastbar.load.result.Cell;
import io.belastbar.load.threshold.Measure;
import io.belastbar.load.threshold.TimeBasis;
import org.HdrHistogram.Histogram;

/**
 * What was measured over some time. Times are those of the histogram, up to 0.1 % too large, never too small.
 *
 * @param micros of good answers, and of blended failed requests: {@link Cell#blended()}
 * @param failedMicros of the other failed requests
 * @param requests all finished ones
 * @param errors those of them that failed
 * @param starts that were planned; 0 when the source of the result does not tell
 * @param seconds that it lasted
 */
record Observed(Histogram micros, Histogram failedMicros, long requests, long errors, long starts, double seconds) {

    static Observed of(Cell cell, TimeBasis basis, double seconds) {
        Histogram micros = basis == TimeBasis.RESPONSE ? cell.responseMicros() : cell.serviceMicros();
        return new Observed(
                micros, cell.failedMicros(), cell.requests(), cell.errorCount(), cell.intendedStarts(), seconds);
    }

    /** In the unit of the measure's limits; NaN without data. */
    double observed(Measure measure) {
        return switch (measure) {
            case Measure.Percentile(var percent) ->
                micros.getTotalCount() == 0 ? Double.NaN : Cell.percentileMs(micros, percent.doubleValue());
            case Measure.Extent extent -> micros.getTotalCount() == 0 ? Double.NaN : extentMs(extent);
            case Measure.Tally tally ->
                switch (tally) {
                    case ERROR_RATE -> requests == 0 ? Double.NaN : (double) errors / requests;
                    case COUNT -> requests;
                    case THROUGHPUT -> seconds <= 0 ? Double.NaN : (requests - errors) / seconds;
                };
        };
    }

    private double extentMs(Measure.Extent extent) {
        return switch (extent) {
            case MEAN -> (sum(micros) + sum(failedMicros)) / requests / 1e3;
            case MIN -> micros.getMinValue() / 1e3;
            case MAX -> micros.getMaxValue() / 1e3;
        };
    }

    private static double sum(Histogram micros) {
        return micros.getMean() * micros.getTotalCount();
    }

    /** Planned starts per second; finished requests where starts are not known. */
    double offeredPerSecond() {
        return seconds <= 0 ? 0 : (starts > 0 ? starts : requests) / seconds;
    }
}
