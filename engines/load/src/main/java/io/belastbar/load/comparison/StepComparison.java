package io.belastbar.load.comparison;

import io.belastbar.load.comparison.statistics.Interval;
import io.belastbar.load.comparison.statistics.ShiftBootstrap.Blocks;
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

    /** A smaller difference of error rates is shown, but is no reason to call a run worse. */
    public static final double RELEVANT_ERRORS = 0.001;
    /** A ratio: more than a busy neighbour makes of a whole run, and far more than runs of one target lie apart. */
    static final double APART = 2;

    /**
     * How often and in what pieces the runs were drawn anew, and what their seconds cannot show.
     *
     * @param relevant the smallest relative change that matters
     * @param betweenRuns how far apart whole runs were reckoned to lie at the median, as a share, beyond what their
     *     seconds show
     * @param earlierRuns that told it; 0: it was assumed
     */
    public record Method(int resamples, Blocks blocks, double relevant, double betweenRuns, int earlierRuns) {

        static final Method NONE = new Method(0, new Blocks(0, 0, 0), 0, 0, 0);
    }

    /** Both runs' times as shares of all requests, in bins of equal ratio. */
    public record Distributions(double[] lowMs, double ratio, double[] baseline, double[] other) {}

    public StepComparison {
        shifts = List.copyOf(shifts);
        curve = List.copyOf(curve);
    }

    public boolean overall() {
        return step == null;
    }

    /** Whether more requests failed than chance would make fail, and so many more that it matters. */
    public boolean failsMore() {
        return errorRate.shown() && errorRate.difference() >= RELEVANT_ERRORS && outcome != Outcome.NOT_COMPARABLE;
    }

    /** What a comparison of one step showed. */
    public enum Outcome {
        SLOWER,
        FASTER,
        /** Some quantiles slower, others faster. */
        MIXED,
        /** More requests failed. Those that did not may be faster, which makes the run no better. */
        FAILS_MORE,
        /** A difference, but smaller than what matters. */
        BELOW_RELEVANT,
        NO_DIFFERENCE_SHOWN,
        /** There is a difference, which need not be the target's. */
        CANNOT_TELL,
        /** Too few requests for any quantile. */
        TOO_FEW_REQUESTS,
        /** A run does not count. The numbers are there, but conclude nothing. */
        NOT_COMPARABLE
    }

    /** What is to be thought of one quantile's shift. */
    public enum Finding {
        NONE,
        BELOW_RELEVANT,
        SHOWN,
        /** A generator was so late that it may have made the difference. */
        GENERATOR_LATE,
        /** The times are written in units so coarse that both may be the same. */
        ROUNDED,
        /** Most of it comes from one stretch of the time, as a busy neighbour makes it. */
        ONE_STRETCH,
        /** The seconds hang together so much that too few independent ones are left. */
        FEW_STRETCHES,
        /** Without seconds, and without earlier runs, nothing shows how far chance reaches. */
        SINGLE_REQUESTS,
        /** Earlier runs of the scenario lie so far apart that this may be one more of them. */
        RUNS_APART;

        /** Whether there is a difference that need not be the target's. */
        public boolean cannotTell() {
            return this.compareTo(SHOWN) > 0;
        }
    }

    /**
     * A quantile's shift with its p-value, corrected over the tested quantiles of one step.
     *
     * @param finding whether chance, noise or the measurement could have made it
     */
    public record QuantileShift(ShiftEstimate estimate, double adjustedPValue, Finding finding) {

        /** Whether the target is slower or faster there, as far as two runs can tell. */
        public boolean shown() {
            return finding == Finding.SHOWN;
        }

        /**
         * Whether it is slower by more than a limit and than what such runs can show, or no stretch of it was near the
         * baseline, and yet cannot be told: that is no sign of a target as fast as before.
         *
         * @param limit as a share
         */
        public boolean untoldSlowdown(double limit) {
            boolean apart = estimate.support().nearest() >= APART - 1;
            // How far chance reaches is not known of single requests: what is said to be visible may be noise.
            boolean visible = finding == Finding.SINGLE_REQUESTS
                    ? estimate.interval().low() >= APART - 1
                    : apart || change() >= estimate.detectable();
            return finding.cannotTell() && change() > limit && visible;
        }

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
