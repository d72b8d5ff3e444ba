package io.belastbar.faulttolerance.breaker;

import java.time.Duration;

/** The call was not made, because the breaker does not admit it now. Answer 503 with {@code Retry-After}. */
public final class BreakerOpen extends RuntimeException {
    private final String breaker;
    private final Duration retryAfter;

    public BreakerOpen(String breaker, Duration retryAfter) {
        super("circuit breaker " + breaker + " admits no call now", null, false, false);
        this.breaker = breaker;
        this.retryAfter = retryAfter;
    }

    public String breaker() {
        return breaker;
    }

    /** How long to wait before it is worth trying again; at least one second. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
