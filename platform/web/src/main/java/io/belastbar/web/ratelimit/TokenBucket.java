package io.belastbar.web.ratelimit;

/**
 * A token bucket: admits {@code burst} calls at once and {@code ratePerSecond} on the long run, so in any span of t
 * seconds never more than burst + rate · t. Time is an argument; one that runs backwards adds nothing. Not thread-safe.
 */
final class TokenBucket {

    private static final double NANOS_PER_SECOND = 1e9;

    private final double ratePerSecond;
    private final double burst;
    private double tokens;
    private long lastNanos;

    TokenBucket(double ratePerSecond, int burst, long nowNanos) {
        if (!(ratePerSecond > 0) || burst < 1) {
            throw new IllegalArgumentException(
                    "rate and burst must be positive: were " + ratePerSecond + "/s and " + burst);
        }
        this.ratePerSecond = ratePerSecond;
        this.burst = burst;
        this.tokens = burst;
        this.lastNanos = nowNanos;
    }

    /** How many calls would be admitted now. */
    int left() {
        return (int) tokens;
    }

    /** Seconds, rounded up, until the bucket is full again. */
    long fullInSeconds() {
        return (long) Math.ceil((burst - tokens) / ratePerSecond);
    }

    /**
     * Takes a token.
     *
     * @return 0 if the call is admitted, else the nanoseconds until a token is there
     */
    long take(long nowNanos) {
        long elapsed = Math.max(0, nowNanos - lastNanos);
        tokens = Math.min(burst, tokens + ratePerSecond * elapsed / NANOS_PER_SECOND);
        lastNanos += elapsed;
        if (tokens >= 1) {
            tokens -= 1;
            return 0;
        }
        return Math.max(1, (long) Math.ceil((1 - tokens) / ratePerSecond * NANOS_PER_SECOND));
    }
}
