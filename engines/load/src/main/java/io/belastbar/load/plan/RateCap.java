package io.belastbar.load.plan;

/**
 * An upper bound on starts per second, with one second's worth of burst (the generic cell rate algorithm, ITU-T
 * I.371). It protects the target from a scenario without think time; a run that meets it did not do what it planned.
 */
public final class RateCap {

    private static final long BURST_NANOS = 1_000_000_000L;

    private final long intervalNanos;
    private long theoreticalArrival = Long.MIN_VALUE;

    public RateCap(double startsPerSecond) {
        if (!(startsPerSecond > 0)) {
            throw new IllegalArgumentException("starts per second should be positive: was " + startsPerSecond);
        }
        this.intervalNanos = Math.max(1, Math.round(1e9 / startsPerSecond));
    }

    /** Takes a place and returns when it may be used: {@code now} or later. */
    public long reserve(long now) {
        long arrival = theoreticalArrival == Long.MIN_VALUE ? now : Math.max(theoreticalArrival, now);
        theoreticalArrival = arrival + intervalNanos;
        return Math.max(now, arrival + intervalNanos - BURST_NANOS);
    }
}
