package io.belastbar.capacity.analysis;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;

/**
 * An analysis that was ordered.
 *
 * @param timestamp when it was ordered
 * @param problem why there is none; only of {@link State#FAILED}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AnalysisState(
        UUID id, String system, Instant timestamp, String requestedBy, State state, String problem) {

    /** Whether it is done. */
    public enum State {
        WAITING,
        DONE,
        FAILED
    }
}
