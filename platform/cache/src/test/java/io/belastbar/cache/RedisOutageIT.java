package io.belastbar.cache;

import static io.belastbar.cache.ServiceInstance.now;
import static io.belastbar.cache.ServiceInstance.redis;
import static io.belastbar.cache.ServiceInstance.whileRedisHangs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.embedded.testing.TestInfrastructure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Redis that hangs, is killed, refuses, or is not there at all: memory and loader serve. */
class RedisOutageIT {

    private final AtomicInteger loads = new AtomicInteger();

    @AfterAll
    static void leaveNoConnectionOfBefore() {
        ServiceInstance.connectAnew();
    }

    /** Three calls wait, and no further one until the pause is over: Redis itself counts them when it goes on. */
    @Test
    void aRedisThatHangsIsAskedThreeTimesAndThenLeftAlone() {
        ServiceInstance instance = ServiceInstance.alone("redis-timeout", "100ms", "redis-pause", "1h");
        LayeredCache<String> cache = instance.cache();
        read(cache, "known");

        whileRedisHangs(() -> {
            assertThat(read(cache, "known")).isEqualTo("known-1");
            for (int i = 0; i < 20; i++) {
                assertThat(read(cache, "fresh" + i)).startsWith("fresh");
                assertThat(read(cache, "fresh" + i)).startsWith("fresh");
            }
            now(cache.put(CacheKey.of("put"), "put"));
            now(cache.forget(CacheKey.of("known")));
            assertThat(read(cache, "known")).isEqualTo("known-22");
        });

        assertThat(now(redis().keys(instance.redisKey(CacheKey.of("")) + "*")).size())
                .as("writes that were on their way when it stopped")
                .isLessThanOrEqualTo(3);
    }

    @Test
    void manyCallersOfARedisThatHangsAreAllAnswered() {
        LayeredCache<String> cache = ServiceInstance.alone("redis-timeout", "100ms", "redis-pause", "1h")
                .cache();

        whileRedisHangs(() -> {
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < 5000; i++) {
                answers.add(reading(cache, "many" + i));
            }
            await().atMost(ServiceInstance.PATIENCE)
                    .untilAsserted(() -> assertThat(answers).allMatch(CompletableFuture::isDone));
            assertThat(answers).noneMatch(CompletableFuture::isCompletedExceptionally);
        });
    }

    @Test
    void whatIsKnownLastIsTheOwnWhileRedisHangs() {
        NewestCache<String> newest =
                ServiceInstance.alone("redis-timeout", "100ms").newest();
        now(newest.put(CacheKey.of("quote"), "1"));

        whileRedisHangs(() -> {
            now(newest.put(CacheKey.of("quote"), "2"));
            assertThat(now(newest.newest(CacheKey.of("quote")))).contains("2");
        });
    }

    @Test
    void aRedisThatCameBackIsUsedAgain() {
        ServiceInstance instance = ServiceInstance.alone("redis-pause", "1ms");
        LayeredCache<String> cache = instance.cache();
        read(cache, "before");

        TestInfrastructure.current().redis().kill();
        try {
            for (int i = 0; i < 5; i++) {
                assertThat(read(cache, "before")).isEqualTo("before-1");
                assertThat(read(cache, "during" + i)).startsWith("during");
            }
        } finally {
            TestInfrastructure.current().redis().start();
        }

        // A connection of before, of whose end the client has not heard yet, fails when it is used.
        await().atMost(ServiceInstance.PATIENCE).ignoreExceptions().untilAsserted(() -> {
            String key = "after" + loads.get();
            read(cache, key);
            assertThat(read(instance.replica().cache(), key)).startsWith("after");
            assertThat(now(redis().get(instance.redisKey(CacheKey.of(key))))).isNotNull();
        });
    }

    /** Wrong credentials, a full memory, another protocol: it answers, and every answer is a refusal. */
    @Test
    void aRedisThatRefusesLooksLikeOneThatIsAway() {
        String url = TestInfrastructure.settings().get("belastbar.redis.url");
        RedisAPI stranger = ServiceInstance.connect(url.replaceFirst("//(.*@)?", "//nobody:wrong@"));
        LayeredCache<String> cache = ServiceInstance.on(stranger).cache();

        assertThat(read(cache, "a")).isEqualTo("a-1");
        assertThat(read(cache, "a")).isEqualTo("a-1");
        now(cache.forget(CacheKey.of("a")));
        assertThat(read(cache, "a")).isEqualTo("a-2");
    }

    @Test
    void withoutAnyRedisMemoryAndLoaderServe() {
        CacheConfig config = ServiceInstance.config();
        EntryCache<String> layers = new EntryCache<>(
                "none:",
                new Lifetime(ServiceInstance.TTL, java.time.InstantSource.system()),
                new EntryCodec<>(new com.fasterxml.jackson.databind.ObjectMapper(), String.class),
                new RedisLayerClient(Optional.empty(), config),
                config);
        LayeredCache<String> cache = new LayeredCache<>(layers, config.loadTimeout());

        assertThat(read(cache, "a")).isEqualTo("a-1");
        assertThat(read(cache, "a")).isEqualTo("a-1");
        assertThat(layers.redisStatistics().unavailable()).isEqualTo(1);
    }

    private String read(LayeredCache<String> cache, String key) {
        return reading(cache, key)
                .orTimeout(60, java.util.concurrent.TimeUnit.SECONDS)
                .join();
    }

    private CompletableFuture<String> reading(LayeredCache<String> cache, String key) {
        return cache.get(CacheKey.of(key), () -> Uni.createFrom().item(() -> key + "-" + loads.incrementAndGet()))
                .subscribeAsCompletionStage();
    }
}
