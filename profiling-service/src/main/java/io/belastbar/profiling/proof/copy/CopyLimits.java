package io.belastbar.profiling.proof.copy;

import java.time.Duration;

/**
 * How much is copied at most.
 *
 * @param rows of one table; one more is read, which tells that there are more
 * @param bytes of the whole copy, its indexes included
 * @param time of all rows together
 */
public record CopyLimits(long rows, long bytes, Duration time) {}
