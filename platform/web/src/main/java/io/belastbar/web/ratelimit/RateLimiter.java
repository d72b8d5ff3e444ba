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

    /** 0 if the call is admitted, else the nanoseconds to wait. */
    public synchronized long take(String principal) {
        long now = nanoTime.getAsLong();
        return buckets.computeIfAbsent(principal, name -> new TokenBucket(ratePerSecond, burst, now))
                .take(now);
    }
}
