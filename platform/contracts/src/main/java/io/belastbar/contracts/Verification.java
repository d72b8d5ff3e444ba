package io.belastbar.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * A finding was measured again.
 *
 * @param measured what was looked at: a metric, a statement, a check
 * @param runId the run that was measured; null for a measurement of its own
 * @param before as it was when the finding was raised, with its unit
 * @param after as it is now, with its unit
 * @param over whether the trouble is over
 * @param by who asked for it
 * @param at when it was measured
 */
public record Verification(
        String measured,
        @JsonInclude(JsonInclude.Include.NON_NULL) String runId,
        String before,
        String after,
        boolean over,
        String by,
        Instant at) {}
