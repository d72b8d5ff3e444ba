package io.belastbar.web.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TwoLayerCacheTest {

    private final MapCache remote = new MapCache();
    private final AtomicInteger loads = new AtomicInteger();
    private final TwoLayerCache<String> cache = instance();

    @Test
    void theLoaderIsAskedOnce() {
        assertThat(get(cache, "a")).isEqualTo("a1");
        assertThat(get(cache, "a")).isEqualTo("a1");

        assertThat(cache.memoryStatistics().hitRatio()).isEqualTo(0.5);
        assertThat(cache.redisStatistics().misses()).isEqualTo(1);
    }

    @Test
    void anotherInstanceFindsItInRedis() {
        get(cache, "a");

        assertThat(get(instance(), "a")).isEqualTo("a1");
    }

    @Test
    void anInvalidatedKeyIsLoadedAgain() {
        get(cache, "a");
        cache.invalidate("a").await().indefinitely();

        assertThat(get(cache, "a")).isEqualTo("a2");
        assertThat(remote.published).isEqualTo("p:a");
    }

    @Test
    void whatWasInvalidatedWhileLoadingIsAnsweredButNotKept() {
        CompletableFuture<String> slow = new CompletableFuture<>();
        CompletableFuture<String> answer =
                cache.get("a", key -> Uni.createFrom().completionStage(slow)).subscribeAsCompletionStage();

        cache.invalidate("a").await().indefinitely();
        slow.complete("outdated");

        assertThat(answer.join()).isEqualTo("outdated");
        assertThat(get(cache, "a")).isEqualTo("a1");
    }

    @Test
    void whatRedisCouldNotForgetIsNotReadFromIt() {
        get(cache, "a");
        remote.away = true;
        cache.invalidate("a").await().indefinitely();
        remote.away = false;

        assertThat(get(cache, "a")).isEqualTo("a2");
        assertThat(remote.texts).doesNotContainValue("\"a1\"");
    }

    @Test
    void aFailureIsPassedOnAndNotKept() {
        Uni<String> failing = cache.get("a", key -> Uni.createFrom().failure(new IllegalStateException("no")));

        assertThat(failing.onFailure().recoverWithItem("failed").await().indefinitely())
                .isEqualTo("failed");
        assertThat(get(cache, "a")).isEqualTo("a1");
    }

    @Test
    void nothingIsNotKept() {
        assertThat(cache.get("a", key -> Uni.createFrom().nullItem()).await().indefinitely())
                .isNull();
        assertThat(get(cache, "a")).isEqualTo("a1");
    }

    @Test
    void withoutRedisMemoryAndLoaderServe() {
        remote.away = true;

        assertThat(get(cache, "a")).isEqualTo("a1");
        assertThat(get(cache, "a")).isEqualTo("a1");
    }

    private TwoLayerCache<String> instance() {
        ObjectMapper json = new ObjectMapper();
        return new TwoLayerCache<>(
                "p:",
                Duration.ofMinutes(1),
                Caffeine.newBuilder().build(),
                remote,
                new CacheCodec<>(json, json.constructType(String.class)));
    }

    private String get(TwoLayerCache<String> from, String key) {
        return from.get(key, missing -> Uni.createFrom().item(() -> missing + loads.incrementAndGet()))
                .await()
                .indefinitely();
    }

    private static final class MapCache implements RemoteCache {

        private final Map<String, String> texts = new HashMap<>();
        private boolean away;
        private String published;

        @Override
        public Uni<String> get(String key) {
            return Uni.createFrom().item(() -> away ? null : texts.get(key));
        }

        @Override
        public Uni<Boolean> set(String key, String value, Duration ttl) {
            return answer(() -> texts.put(key, value));
        }

        @Override
        public Uni<Boolean> remove(String key) {
            return answer(() -> texts.remove(key));
        }

        @Override
        public Uni<Boolean> publish(String channel, String message) {
            return answer(() -> published = message);
        }

        private Uni<Boolean> answer(Runnable change) {
            return Uni.createFrom().item(() -> {
                if (!away) {
                    change.run();
                }
                return !away;
            });
        }
    }
}
