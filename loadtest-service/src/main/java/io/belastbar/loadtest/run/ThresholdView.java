package io.belastbar.loadtest.run;

import io.belastbar.load.evaluation.ThresholdResult;
import io.belastbar.load.threshold.Threshold;

/**
 * What a run says about one threshold, as it is stored and shown.
 *
 * @param limit in milliseconds for times, from 0 to 1 for the error rate, per second for throughput
 * @param observed in the same unit; null without data
 * @param margin how far inside the limit; negative: outside
 * @param marginPercent of the limit
 * @param windowSeconds 0: over the whole run
 */
public record ThresholdView(
        String name,
        String on,
        String expression,
        Threshold.Origin origin,
        ThresholdResult.Status status,
        double limit,
        Double observed,
        Double margin,
        Double marginPercent,
        long samples,
        long windowSeconds,
        String sentence,
        String sentenceGerman) {

    static ThresholdView of(ThresholdResult result) {
        Threshold threshold = result.threshold();
        return new ThresholdView(
                threshold.name(),
                threshold.on().text(),
                threshold.expression(),
                threshold.origin(),
                result.status(),
                threshold.condition().limit().doubleValue(),
                result.observed(),
                result.margin(),
                result.marginPercent(),
                result.samples(),
                threshold.window() == null ? 0 : threshold.window().toSeconds(),
                result.sentence().english(),
                result.sentence().german());
    }
}
