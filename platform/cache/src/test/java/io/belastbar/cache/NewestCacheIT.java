package io.belastbar.cache;

import static io.belastbar.cache.ServiceInstance.TTL;
import static io.belastbar.cache.ServiceInstance.now;
import static io.belastbar.cache.ServiceInstance.redis;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Two instances of one service on a real Redis; of two values the greater is the newer. */
class NewestCacheIT {

    private static final CacheKey KEY = CacheKey.of("quote", "AllianzPlus:30");

    private final ServiceInstance a = ServiceInstance.alone();
    private final ServiceInstance b = a.replica();
    private final NewestCache<String> ofA = a.newest();
    private final NewestCache<String> ofB = b.newest();

    @Test
    void nothingIsKnownAtFirst() {
        assertThat(now(ofA.newest(KEY))).isEmpty();
    }

    @Test
    void anotherInstancesNewerValueIsTaken() {
        now(ofA.put(KEY, "1"));
        now(ofB.put(KEY, "2"));

        assertThat(now(ofA.newest(KEY))).contains("2");
    }

    @Test
    void theOwnNewerValueIsTaken() {
        now(ofA.put(KEY, "2"));
        now(ofB.put(KEY, "1"));

        assertThat(now(ofA.newest(KEY))).contains("2");
    }

    @Test
    void whatWasLearntLateDoesNotReplaceTheNewer() {
        now(ofA.put(KEY, "2"));
        now(ofA.put(KEY, "1"));

        assertThat(now(ofA.newest(KEY))).contains("2");
        assertThat(now(ofB.newest(KEY))).contains("2");
    }

    @Test
    void withoutRedisTheOwnIsTaken() {
        now(ofA.put(KEY, "1"));
        now(redis().flushdb(java.util.List.of()));

        assertThat(now(ofA.newest(KEY))).contains("1");
        assertThat(now(ofB.newest(KEY))).isEmpty();
    }

    @Test
    void whatIsTooOldIsUnknown() {
        now(ofA.put(KEY, "2"));
        a.pass(TTL);
        b.pass(TTL);

        assertThat(now(ofA.newest(KEY))).isEmpty();
        assertThat(now(ofB.newest(KEY))).isEmpty();
        now(ofA.put(KEY, "1"));
        assertThat(now(ofA.newest(KEY))).contains("1");
    }

    @Test
    void whatIsSaidAgainLivesLonger() {
        now(ofA.put(KEY, "1"));
        a.pass(TTL.minus(Duration.ofMillis(1)));
        now(ofA.put(KEY, "1"));
        a.pass(Duration.ofMinutes(1));
        b.pass(TTL.plus(Duration.ofMinutes(1)));

        assertThat(now(ofA.newest(KEY))).contains("1");
        assertThat(now(ofB.newest(KEY))).contains("1");
    }
}
