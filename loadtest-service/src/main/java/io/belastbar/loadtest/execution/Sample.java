package io.belastbar.loadtest.execution;

import io.belastbar.loadtest.progress.RunProgress;
import java.time.Duration;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * One look at all lanes.
 *
 * @param finishedByOutcome requests since the previous look; {@code success} or the lower-case error class
 * @param idle whether nothing is in flight
 * @param targetAbsent how long the target has accepted no connection; zero if it was not asked or did answer
 */
record Sample(
        RunProgress point,
        Map<String, Long> finishedByOutcome,
        Histogram intervalMicros,
        double latenessP99Seconds,
        boolean idle,
        Duration targetAbsent) {}
