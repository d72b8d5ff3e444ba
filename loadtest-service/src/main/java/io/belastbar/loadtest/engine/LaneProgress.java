package io.belastbar.loadtest.engine;

import org.HdrHistogram.Histogram;

/**
 * Where a lane stands.
 *
 * @param requests finished so far, errors included
 * @param lastAnswerNanos when the target last answered anything; the start if never
 * @param absences requests since that answer that found no target
 * @param intervalMicros response times since the previous look; belongs to the receiver
 */
public record LaneProgress(
        int virtualUsers,
        int inFlight,
        long requests,
        long errors,
        long lastAnswerNanos,
        long absences,
        Histogram intervalMicros) {}
