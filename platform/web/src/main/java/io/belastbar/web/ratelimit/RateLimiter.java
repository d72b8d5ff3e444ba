package io.belastbar.web.ratelimit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** One bucket per principal. Forgets whoever was away longest when there are too many; they start with a full bucket. */
public final class RateLimiter {

    private static final int PRINCIPALS_MAX = 10_000;

    private final double ratePerSecond;
    private final int burst;
    private final LongSupplier nanoTime;
    private final Map<String, TokenBucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
            return size() > PRINCIPALS_MAX;
        }
    };

    public RateLimiter(double ratePerSecond, int burst, LongSupplier nanoTime) {
        this.ratePerSecond = ratePerSecond;
        this.burst = burst;
        this.nanoTime = nanoTime;
    }

    /**
     * What came of a call.
     *
     * @param waitNanos 0 if it is admitted, else how long to wait
     * @param left how many more would be admitted at once
     * @param fullInSeconds until as many are admitted as after a long rest
     */
    public record Allowance(long waitNanos, int left, long fullInSeconds) {
        public boolean isAdmitted() {
            return waitNanos == 0;
        }
    }

    public synchronized Allowance take(String principal) {
        long now = nanoTime.getAsLong();
        TokenBucket bucket = buckets.computeIfAbsent(principal, name -> new TokenBucket(ratePerSecond, burst, now));
        long wait = bucket.take(now);
        return new Allowance(wait, bucket.left(), bucket.fullInSeconds());
    }
}
