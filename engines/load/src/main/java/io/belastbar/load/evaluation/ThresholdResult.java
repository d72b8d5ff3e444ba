package io.belastbar.load.evaluation;

import io.belastbar.load.threshold.Threshold;
import io.belastbar.report.Sentence;

/**
 * What a run says about one threshold.
 *
 * @param observed in the unit of the limit; null without data
 * @param margin how far inside the limit, in its unit; negative: outside; null without data
 * @param marginPercent of the limit; null without data or for a limit of zero
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

    /** How a threshold ended. */
    public enum Status {
        PASS,
        FAIL,
        /** Nothing was measured that it could be judged by. */
        NO_DATA,
        /** A throughput that was not reached, but not asked for either. */
        NOT_OFFERED
    }

    /** Seconds since the start of the run, the end exclusive. */
    public record Window(int fromSecond, int toSecond) {}
}
