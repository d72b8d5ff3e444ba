package io.belastbar.examples.smartbav.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * An import as its owner sees it.
 *
 * @param total employees to create
 * @param done employees written so far; they count only once the status is SUCCEEDED
 * @param error why it failed; absent otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BatchJob(
        String id,
        Status status,
        int total,
        int done,
        String error,
        Instant createdAt,
        Instant startedAt,
        Instant finishedAt) {
    /** All or nothing: FAILED has created no employee. */
    public enum Status {
        PENDING,
        RUNNING,
        SUCCEEDED,
        FAILED
    }
}
