package io.belastbar.load.comparison;

import io.belastbar.load.comparison.statistics.Interval;
import io.belastbar.load.comparison.statistics.ShiftEstimate;
import io.belastbar.load.result.RunResult.StepInfo;
import java.util.List;

/**
 * One step of two runs, or all requests together.
 *
 * @param step null: all requests
 * @param shifts of the tested quantiles for which there were requests enough, ascending
 * @param curve shifts at many quantiles, for the picture; tested together with nothing
 * @param errorRate the difference is absolute: 0.01 is one percentage point
 * @param method how the intervals came about
 */
public record StepComparison(
        StepInfo step,
        long baselineRequests,
        long otherRequests,
        List<QuantileShift> shifts,
        List<QuantileShift> curve,
        FigureChange throughput,
        FigureChange errorRate,
        Method method,
        Outcome outcome,
        Distributions distributions) {

    /**
     * How often and in what pieces the runs were drawn anew.
     *
     * @param baselineBlockSeconds 0: request by request
     * @param otherBlockSeconds 0: request by request
     */
    public record Method(int resamples, int baselineBlockSeconds, int otherBlockSeconds) {}

    /** Both runs' times as shares of all requests, in bins of equal ratio. */
    public record Distributions(double[] lowMs, double ratio, double[] baseline, double[] other) {}

    public StepComparison {
        shifts = List.copyOf(shifts);
        curve = List.copyOf(curve);
    }

    public boolean overall() {
        return step == null;
    }

    /** What a comparison of one step showed. */
    public enum Outcome {
        SLOWER,
        FASTER,
        /** Some quantiles slower, others faster. */
        MIXED,
        NO_DIFFERENCE_SHOWN,
        /** Too few requests for any quantile. */
        TOO_FEW_REQUESTS,
        /** A run does not count: its generator was late. The numbers are there, but conclude nothing. */
        NOT_COMPARABLE
    }

    /**
     * A quantile's shift with its p-value after Holm's correction over the tested quantiles of one step.
     *
     * @param shown whether chance alone would hardly make such a shift
     */
    public record QuantileShift(ShiftEstimate estimate, double adjustedPValue, boolean shown) {

        /** In percent: 99.9. */
        public double percentile() {
            return Math.round(estimate.share() * 1e6) / 1e4;
        }

        public double change() {
            return estimate.change();
        }
    }

    /**
     * A figure of both runs and how far they are apart.
     *
     * @param difference relative for throughput, absolute for error rates
     * @param interval of the difference, 95 %
     */
    public record FigureChange(double baseline, double other, double difference, Interval interval) {

        /** Whether the interval leaves out 0. */
        public boolean shown() {
            return !interval.contains(0);
        }
    }
}
