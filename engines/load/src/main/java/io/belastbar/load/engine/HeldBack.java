package io.belastbar.load.engine;

/**
 * Iterations of users whose requests all failed that had to wait before they began.
 *
 * @param shortestNanos the least time from the begin of one to the begin of the next that a user was held to; 0 for none
 */
public record HeldBack(long iterations, long shortestNanos) {

    public static final HeldBack NONE = new HeldBack(0, 0);

    HeldBack with(long nanos) {
        return plus(new HeldBack(1, nanos));
    }

    public HeldBack plus(HeldBack other) {
        if (iterations == 0 || other.iterations == 0) {
            return iterations == 0 ? other : this;
        }
        return new HeldBack(iterations + other.iterations, Math.min(shortestNanos, other.shortestNanos));
    }

    /** How often a user began at most. */
    public double perSecond() {
        return 1e9 / shortestNanos;
    }
}
