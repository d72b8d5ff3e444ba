package io.belastbar.cache;

import static io.belastbar.cache.ServiceInstance.now;
import static io.belastbar.cache.ServiceInstance.redis;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keys and values may hold: anything. What is kept of it: a bounded amount. */
class ValuesIT {

    private static final CacheKey KEY = CacheKey.of("a", "b");

    private final ServiceInstance a = ServiceInstance.alone();

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\0", "a\0b", "\r\nDEL x\r\n", "7:\"x\"", "ä€😀", "\ud800", "null", "*"})
    void everyValueAndEveryKeyComesBackThroughRedisAsItWas(String text) {
        CacheKey key = CacheKey.of("system", text);
        now(a.cache().put(key, text));

        assertThat(now(a.replica().cache().get(key, ValuesIT::notCalled))).isEqualTo(text);
        assertThat(now(a.replica().newest().newest(key))).contains(text);
    }

    @Test
    void aHugeValueStaysInMemoryAndIsNoFailureOfRedis() {
        String huge = "x".repeat(3 * 1024 * 1024);
        EntryCache<String> layers = a.layers();
        LayeredCache<String> cache = a.cache(layers);

        for (int i = 0; i < 5; i++) {
            assertThat(now(cache.get(
                            CacheKey.of("huge", i), () -> Uni.createFrom().item(huge))))
                    .isSameAs(huge);
        }

        assertThat(now(redis().get(a.redisKey(CacheKey.of("huge", 0))))).isNull();
        assertThat(layers.redisStatistics().unavailable()).isZero();
        assertThat(now(cache.get(KEY, () -> Uni.createFrom().item("small")))).isEqualTo("small");
        assertThat(now(a.replica().cache().get(KEY, ValuesIT::notCalled))).isEqualTo("small");
    }

    @Test
    void memoryIsBoundedByTheSizeOfWhatItHolds() {
        for (String value : List.of("", "x".repeat(1000))) {
            ServiceInstance small = ServiceInstance.alone("memory-size-max", "64K");
            EntryCache<String> layers = small.layers();
            LayeredCache<String> cache = small.cache(layers);

            for (int i = 0; i < 2000; i++) {
                now(cache.put(CacheKey.of("many", i), value));
            }
            layers.memory().cleanUp();

            assertThat(layers.memory().estimatedSize()).isBetween(30L, 64L * 1024 / (200 + value.length()));
        }
    }

    @Test
    void aValueLargerThanMemoryIsAnsweredAndNotKept() {
        EntryCache<String> layers =
                ServiceInstance.alone("memory-size-max", "64K").layers();
        String large = "x".repeat(100_000);

        assertThat(now(a.cache(layers).get(KEY, () -> Uni.createFrom().item(large))))
                .isSameAs(large);
        layers.memory().cleanUp();
        assertThat(layers.memory().estimatedSize()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[not this]", "99999999999999:[1]", "x:\"y\"", "\"y\"", "99999999999999:null"})
    void whatRedisHoldsInAnotherShapeIsLoadedAgain(String foreign) {
        now(redis().set(List.of(a.redisKey(KEY), foreign)));

        assertThat(now(a.cache().get(KEY, () -> Uni.createFrom().item("loaded"))))
                .isEqualTo("loaded");
    }

    /** It was on its way when Redis stopped, and landed when Redis went on: its life is over all the same. */
    @Test
    void whatLandsInRedisAfterItsLifeIsNotAnswered() {
        now(redis().set(List.of(a.redisKey(KEY), "1000:\"late\"")));

        assertThat(now(a.cache().get(KEY, () -> Uni.createFrom().item("loaded"))))
                .isEqualTo("loaded");
    }

    @Test
    void nothingIsInRedisForEver() {
        now(a.cache().put(KEY, "x"));

        assertThat(now(redis().pttl(a.redisKey(KEY))).toLong()).isBetween(1L, ServiceInstance.TTL.toMillis());
    }

    @Test
    void lookUpsAreCountedByLayerAndResult() {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        CacheConfig config = ServiceInstance.config();
        Caches caches = new Caches(
                "metrics-" + System.nanoTime(),
                new RedisLayerClient(Optional.of(redis()), config),
                config,
                new JsonMapper(),
                metrics);
        LayeredCache<String> cache = caches.create("reports", String.class, Duration.ofMinutes(1));
        now(cache.get(KEY, () -> Uni.createFrom().item("x")));
        now(cache.get(KEY, ValuesIT::notCalled));

        assertThat(count(metrics, "memory", "hit")).isEqualTo(1);
        assertThat(count(metrics, "memory", "miss")).isEqualTo(1);
        assertThat(count(metrics, "redis", "miss")).isEqualTo(1);
        assertThat(count(metrics, "redis", "unavailable")).isZero();
        assertThat(metrics.get("belastbar.cache.hit.ratio")
                        .tags("cache", "reports", "layer", "memory")
                        .gauge()
                        .value())
                .isEqualTo(0.5);
    }

    private static double count(SimpleMeterRegistry metrics, String layer, String result) {
        return metrics.get("belastbar.cache.gets")
                .tags("cache", "reports", "layer", layer, "result", result)
                .functionCounter()
                .count();
    }

    private static Uni<String> notCalled() {
        throw new AssertionError("the loader was asked");
    }
}
