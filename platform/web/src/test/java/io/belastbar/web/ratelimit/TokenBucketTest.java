package io.belastbar.web.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final long SECOND = 1_000_000_000L;

    @Property
    void admitsNeverMoreThanBurstPlusRateTimesTime(
            @ForAll @IntRange(min = 1, max = 50) int burst,
            @ForAll @IntRange(min = 1, max = 1000) int ratePerSecond,
            @ForAll @Size(max = 300) List<@LongRange(min = 0, max = SECOND / 4) Long> gapsNanos) {
        TokenBucket bucket = new TokenBucket(ratePerSecond, burst, 0);
        long now = 0;
        int admitted = 0;

        for (long gap : gapsNanos) {
            now += gap;
            admitted += bucket.take(now) == 0 ? 1 : 0;
            assertThat((double) admitted).isLessThanOrEqualTo(burst + ratePerSecond * (now / 1e9) + 1e-6);
        }
    }

    @Property
    void waitingAsLongAsToldIsEnough(
            @ForAll @IntRange(min = 1, max = 1000) int ratePerSecond, @ForAll @IntRange(min = 1, max = 20) int burst) {
        TokenBucket bucket = new TokenBucket(ratePerSecond, burst, 0);
        for (int i = 0; i < burst; i++) {
            assertThat(bucket.take(0)).isZero();
        }
        long wait = bucket.take(0);

        assertThat(wait).isPositive();
        assertThat(bucket.take(wait + 1)).isZero();
    }

    @Property
    void timeThatRunsBackwardsAddsNothing(@ForAll @LongRange(min = -SECOND, max = 0) long earlier) {
        TokenBucket bucket = new TokenBucket(1000, 1, 0);
        assertThat(bucket.take(0)).isZero();

        assertThat(bucket.take(earlier)).isPositive();
        assertThat(bucket.take(0)).isPositive();
    }

    @Test
    void rateAndBurstMustBePositive() {
        assertThatThrownBy(() -> new TokenBucket(0, 1, 0)).hasMessageContaining("were 0.0/s and 1");
        assertThatThrownBy(() -> new TokenBucket(1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void principalsDoNotShareABucket() {
        AtomicLong now = new AtomicLong();
        RateLimiter limiter = new RateLimiter(1, 1, now::get);

        assertThat(limiter.take("a").isAdmitted()).isTrue();
        assertThat(limiter.take("b").isAdmitted()).isTrue();
        assertThat(limiter.take("a").waitNanos()).isEqualTo(SECOND);
    }

    @Test
    void whatIsLeftIsToldBeforeItIsUsedUp() {
        AtomicLong now = new AtomicLong();
        RateLimiter limiter = new RateLimiter(2, 4, now::get);

        assertThat(limiter.take("a")).isEqualTo(new RateLimiter.Allowance(0, 3, 1));
        assertThat(limiter.take("a")).isEqualTo(new RateLimiter.Allowance(0, 2, 1));
        assertThat(limiter.take("a")).isEqualTo(new RateLimiter.Allowance(0, 1, 2));
        assertThat(limiter.take("a")).isEqualTo(new RateLimiter.Allowance(0, 0, 2));
        assertThat(limiter.take("a")).isEqualTo(new RateLimiter.Allowance(SECOND / 2, 0, 2));
        now.set(10 * SECOND);
        assertThat(limiter.take("a")).isEqualTo(new RateLimiter.Allowance(0, 3, 1));
    }
}
