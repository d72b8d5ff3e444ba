package io.belastbar.faulttolerance.breaker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Two clocks: durations are measured by one that only runs forward, people are told the time of the other, which may
 * be set back or forward at any moment.
 *
 * @param wall the time of day
 * @param nanos nanoseconds since an arbitrary moment, as {@link System#nanoTime()}
 */
public record TimeSource(InstantSource wall, LongSupplier nanos) {
    public static TimeSource system() {
        return new TimeSource(InstantSource.system(), System::nanoTime);
    }

    /** What is left of a duration that began then; never negative. */
    Duration left(Duration whole, long sinceNanos) {
        Duration left = whole.minusNanos(nanos.getAsLong() - sinceNanos);
        return left.isNegative() ? Duration.ZERO : left;
    }

    Instant in(Duration wait) {
        return wall.instant().plus(wait);
    }
}
