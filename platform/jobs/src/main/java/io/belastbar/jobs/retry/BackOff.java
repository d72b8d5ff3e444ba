package io.belastbar.jobs.retry;

import java.time.Duration;

/** Pauses between attempts: the first one, doubled each time, up to the longest. */
public record BackOff(Duration first, Duration max) {

    public BackOff {
        if (first.isNegative() || first.isZero() || max.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "the first pause should be above 0 and at most the longest: was " + first + " and " + max);
        }
    }

    /** The pause after this many failures in a row, counted from 1. */
    public Duration afterFailure(int failures) {
        if (failures < 1) {
            throw new IllegalArgumentException("failures should count from 1: was " + failures);
        }
        int doublings = Math.min(failures - 1, 30);
        long millis = Math.min(first.toMillis() << doublings, max.toMillis());
        return Duration.ofMillis(millis < 0 ? max.toMillis() : millis);
    }
}
