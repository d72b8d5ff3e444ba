package io.belastbar.jobs.retry;

import java.time.Duration;
import java.util.Optional;

/**
 * How often something is tried, whatever the reason of its failures, and the pauses between.
 *
 * @param attempts at least 1
 */
public record RetryPolicy(int attempts, BackOff backOff) {

    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts should be at least 1: was " + attempts);
        }
    }

    /** The pause after the failure of this attempt, counted from 1; empty if it was the last. */
    public Optional<Duration> pauseAfter(int attempt) {
        return attempt >= attempts ? Optional.empty() : Optional.of(backOff.afterFailure(attempt));
    }

    /** Whether the attempts before this one used up all there are: their owners died and told nobody. */
    public boolean isBeyond(int attempt) {
        return attempt > attempts;
    }
}
