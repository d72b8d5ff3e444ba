package io.belastbar.profiling.proof.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.profiling.proof.ProofReport;
import java.time.Instant;
import java.util.UUID;

/**
 * A proof that was asked for.
 *
 * @param reason why it failed or was cancelled; null else
 * @param report what it brought; null until it is there, and in lists
 */
public record IndexProof(
        UUID id,
        String system,
        String target,
        State state,
        String requestedBy,
        Instant requestedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) Instant startedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) Instant finishedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) String reason,
        @JsonInclude(JsonInclude.Include.NON_NULL) ProofReport report) {

    /** Where it stands. */
    public enum State {
        QUEUED,
        RUNNING,
        /** There is a report, whatever its verdicts are. */
        DONE,
        FAILED,
        CANCELLED;

        public boolean isOver() {
            return this != QUEUED && this != RUNNING;
        }
    }
}
