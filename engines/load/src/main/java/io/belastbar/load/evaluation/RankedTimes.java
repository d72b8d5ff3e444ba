package io.belastbar.load.evaluation;

import io.belastbar.load.result.Cell;
import io.belastbar.load.threshold.Condition;
import io.belastbar.load.threshold.Measure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Times of all requests, read so that a failed one never helps. A limit from above takes a failed request for one that
 * ended later than every good answer: a percentile's rank counts it last, {@code max} is never kept beside it, {@code
 * min} leaves it out, and {@code avg} takes it with the time that it took, but at least with the limit. A limit from
 * below takes it for one of no time at all. Blended failed requests ({@link Cell#blended()}) are taken for the good
 * answers that help most.
 *
 * <p>Times are those of the histogram, up to 0.1 % too large, never too small.
 *
 * @param micros of good answers, and blended
 * @param failedMicros of the other failed requests
 * @param requests all finished ones
 * @param errors failed ones
 */
record RankedTimes(Histogram micros, Histogram failedMicros, long requests, long errors) {

    /** Later than every good answer. */
    static final double BEYOND = Double.POSITIVE_INFINITY;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** In milliseconds; NaN without requests, {@link #BEYOND} where no good answer is slow enough to be it. */
    double observedMs(Condition condition) {
        if (requests == 0) {
            return Double.NaN;
        }
        return condition.comparison().limitsFromBelow() ? fromBelow(condition.measure()) : fromAbove(condition);
    }

    private double fromAbove(Condition condition) {
        return switch (condition.measure()) {
            case Measure.Percentile(BigDecimal percent) -> atRank(rank(percent) + blended());
            case Measure.Extent.MEAN -> mean(condition.limit().doubleValue());
            case Measure.Extent.MIN -> atRank(1 + blended());
            case Measure.Extent.MAX -> errors > 0 ? BEYOND : atRank(micros.getTotalCount());
            case Measure.Tally tally -> throw new IllegalArgumentException("no time: " + tally.text());
        };
    }

    private double fromBelow(Measure measure) {
        long slowestGood = micros.getTotalCount() - blended();
        return switch (measure) {
            case Measure.Percentile(BigDecimal percent) -> atRankOrNone(rank(percent) - errors);
            case Measure.Extent.MEAN -> sumMicros(0, slowestGood) / requests / 1e3;
            case Measure.Extent.MIN -> errors > 0 ? 0 : atRank(1);
            case Measure.Extent.MAX -> atRankOrNone(slowestGood);
            case Measure.Tally tally -> throw new IllegalArgumentException("no time: " + tally.text());
        };
    }

    /** The rank of a percentile among all requests: as many must be there in time. */
    long rank(BigDecimal percent) {
        return Math.max(
                1,
                percent.multiply(BigDecimal.valueOf(requests))
                        .divide(HUNDRED, 0, RoundingMode.CEILING)
                        .longValueExact());
    }

    /** How many are not good answers within a percentile's limit from above. */
    long notWithin(Condition condition) {
        long within = -blended();
        for (HistogramIterationValue value : micros.recordedValues()) {
            if (condition.holds(value.getValueIteratedTo() / 1e3)) {
                within += value.getCountAtValueIteratedTo();
            }
        }
        return requests - Math.max(0, within);
    }

    long blended() {
        return Math.max(0, errors - failedMicros.getTotalCount());
    }

    private double mean(double limitMs) {
        long limitMicros = (long) Math.ceil(limitMs * 1e3);
        double sum = 0;
        long left = blended();
        for (HistogramIterationValue value : micros.recordedValues()) {
            long blended = Math.min(left, value.getCountAtValueIteratedTo());
            double middle = micros.medianEquivalentValue(value.getValueIteratedTo());
            sum += blended * Math.max(middle, limitMicros) + (value.getCountAtValueIteratedTo() - blended) * middle;
            left -= blended;
        }
        for (HistogramIterationValue value : failedMicros.recordedValues()) {
            double took = failedMicros.medianEquivalentValue(value.getValueIteratedTo());
            sum += value.getCountAtValueIteratedTo() * Math.max(took, limitMicros);
        }
        return sum / requests / 1e3;
    }

    /** Of the values from one rank to another, the first exclusive. */
    private double sumMicros(long from, long to) {
        double sum = 0;
        long before = 0;
        for (HistogramIterationValue value : micros.recordedValues()) {
            long after = before + value.getCountAtValueIteratedTo();
            long counted = Math.max(0, Math.min(after, to) - Math.max(before, from));
            sum += counted * (double) micros.medianEquivalentValue(value.getValueIteratedTo());
            before = after;
        }
        return sum;
    }

    private double atRankOrNone(long rank) {
        return rank < 1 ? 0 : atRank(rank);
    }

    /** Half a rank below, so that no rounding of a percentile makes it the next one. */
    private double atRank(long rank) {
        long all = micros.getTotalCount();
        return all == 0 || rank > all ? BEYOND : Cell.percentileMs(micros, 100 * (rank - 0.5) / all);
    }
}
