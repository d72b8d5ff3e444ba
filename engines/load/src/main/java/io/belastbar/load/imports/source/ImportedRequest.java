package io.belastbar.load.imports.source;

import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.RunResult.StepInfo;

/**
 * One request that another tool measured.
 *
 * @param tenant empty: none
 * @param startMicros since 1970-01-01 UTC, when it was sent
 * @param durationMicros until the answer was complete or given up
 * @param errorOrNull null for a success
 */
public record ImportedRequest(
        StepInfo step,
        String tenant,
        long startMicros,
        long durationMicros,
        ErrorClass errorOrNull,
        long bytesSent,
        long bytesReceived) {

    /** Above which a value cannot be a request's duration; 35 minutes. */
    public static final long DURATION_MAX_MICROS = Integer.MAX_VALUE;
}
