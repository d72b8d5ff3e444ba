package io.belastbar.load.evaluation;

import io.belastbar.load.result.Cell;
import io.belastbar.load.threshold.Measure;
import io.belastbar.load.threshold.TimeBasis;
import org.HdrHistogram.Histogram;

/**
 * What was measured over some time. Times are those of the histogram, up to 0.1 % too large, never too small.
 *
 * @param micros of the finished requests
 * @param starts that were planned; 0 when the source of the result does not tell
 * @param seconds that it lasted
 */
record Observed(Histogram micros, long requests, long errors, long starts, double seconds) {

    static Observed of(Cell cell, TimeBasis basis, double seconds) {
        Histogram micros = basis == TimeBasis.RESPONSE ? cell.responseMicros() : cell.serviceMicros();
        return new Observed(micros, cell.requests(), cell.errorCount(), cell.intendedStarts(), seconds);
    }

    /** In the unit of the measure's limits; NaN without data. */
    double observed(Measure measure) {
        return switch (measure) {
            case Measure.Percentile(var percent) ->
                requests == 0 ? Double.NaN : Cell.percentileMs(micros, percent.doubleValue());
            case Measure.Extent extent -> requests == 0 ? Double.NaN : extentMs(extent);
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
            case MEAN -> micros.getMean() / 1e3;
            case MIN -> micros.getMinValue() / 1e3;
            case MAX -> micros.getMaxValue() / 1e3;
        };
    }

    /** Planned starts per second; finished requests where starts are not known. */
    double offeredPerSecond() {
        return seconds <= 0 ? 0 : (starts > 0 ? starts : requests) / seconds;
    }
}
