package io.belastbar.load.evaluation;

import io.belastbar.load.threshold.Threshold;
import io.belastbar.report.Sentence;

/**
 * What a run says about one threshold.
 *
 * @param observed in the unit of the limit; null without data, and where so many failed that no good answer is it
 * @param margin how far inside the limit, in its unit; negative: outside; null without an observed value
 * @param marginPercent of the limit; null without an observed value or for a limit of zero
 * @param samples requests that it rests on
 * @param worst the window that it was judged by; null for a threshold over the whole run
 * @param sentence what was found, with numbers
 */
public record ThresholdResult(
        Threshold threshold,
        Status status,
        Double observed,
        Double margin,
        Double marginPercent,
        long samples,
        Window worst,
        Sentence sentence) {

    /**
     * How a threshold ended. Over a whole run, percentiles and error rates that are limited from above are judged as
     * shares: {@link io.belastbar.quantity.share.ShareJudgement}.
     */
    public enum Status {
        PASS,
        /** Kept in this run, not with 95 % confidence. */
        WARN,
        /** Too few requests to tell. */
        INCONCLUSIVE,
        FAIL,
        /** Nothing was measured that it could be judged by. */
        NO_DATA,
        /** A throughput that was not reached, but not asked for either. */
        NOT_OFFERED
    }

    ThresholdResult with(Sentence words) {
        return new ThresholdResult(threshold, status, observed, margin, marginPercent, samples, worst, words);
    }

    /** Whether this run, taken by itself, did not keep it. */
    public boolean missed() {
        return switch (status) {
            case PASS, WARN, NO_DATA -> false;
            case FAIL, NOT_OFFERED -> true;
            case INCONCLUSIVE -> observed == null || !threshold.condition().holds(observed);
        };
    }

    /** Whether a reader of the figures alone would take it for more than it is. */
    public boolean needsWords() {
        return status != Status.PASS && status != Status.FAIL;
    }

    /** Seconds since the start of the run, the end exclusive. */
    public record Window(int fromSecond, int toSecond) {}
}
