package io.belastbar.loadtest.engine;

import io.belastbar.loadtest.result.ErrorClass;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Where a lane stands.
 *
 * @param requests finished so far, errors included
 * @param errors so far, by class
 * @param lastAnswerNanos when the target last answered anything; the start if never
 * @param absences requests since that answer that found no target
 * @param latenessP99Micros of the generator, since the start
 * @param intervalMicros response times since the previous look; belongs to the receiver
 */
public record LaneProgress(
        int virtualUsers,
        int inFlight,
        long requests,
        Map<ErrorClass, Long> errors,
        long lastAnswerNanos,
        long absences,
        long latenessP99Micros,
        Histogram intervalMicros) {}
