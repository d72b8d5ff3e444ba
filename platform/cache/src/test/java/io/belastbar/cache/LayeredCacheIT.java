package io.belastbar.cache;

import static io.belastbar.cache.ServiceInstance.TTL;
import static io.belastbar.cache.ServiceInstance.now;
import static io.belastbar.cache.ServiceInstance.redis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Two instances of one service on a real Redis. The row is what a database would hold. */
class LayeredCacheIT {

    private static final CacheKey KEY = CacheKey.of("org_1", "emp_1");

    private final ServiceInstance a = ServiceInstance.alone();
    private final ServiceInstance b = a.replica();
    private final EntryCache<String> layersOfA = a.layers();
    private final LayeredCache<String> cacheOfA = a.cache(layersOfA);
    private final LayeredCache<String> cacheOfB = b.cache();
    private final AtomicInteger loads = new AtomicInteger();
    private String row = "old";

    @Test
    void theLoaderIsAskedOnceByAllInstances() {
        assertThat(read(cacheOfA)).isEqualTo("old");
        assertThat(read(cacheOfA)).isEqualTo("old");
        assertThat(read(cacheOfB)).isEqualTo("old");

        assertThat(loads).hasValue(1);
        assertThat(layersOfA.memoryStatistics().hitRatio()).isEqualTo(0.5);
        assertThat(layersOfA.redisStatistics().misses()).isEqualTo(1);
    }

    @Test
    void whatWasPutIsNotLoadedAnywhere() {
        now(cacheOfA.put(KEY, "made"));

        assertThat(read(cacheOfA)).isEqualTo("made");
        assertThat(read(cacheOfB)).isEqualTo("made");
    }

    @Test
    void anAnswerIsAtMostAsOldAsTheTimeToLiveWhicheverWayItCame() {
        read(cacheOfA);
        row = "new";
        pass(TTL.minusMillis(1));

        assertThat(read(cacheOfB)).as("through Redis, at the last moment").isEqualTo("old");
        pass(Duration.ofMillis(1));

        assertThat(read(cacheOfB)).as("from its own memory").isEqualTo("new");
        assertThat(read(cacheOfA)).isEqualTo("new");
    }

    @Test
    void aLifeIsCountedFromBeforeTheLoad() {
        CompletableFuture<String> slow = new CompletableFuture<>();
        CompletableFuture<String> answer = reading(cacheOfA, slow);
        pass(TTL);
        slow.complete("old");
        row = "new";

        assertThat(answer).succeedsWithin(ServiceInstance.PATIENCE).isEqualTo("old");
        assertThat(read(cacheOfA)).isEqualTo("new");
        assertThat(read(cacheOfB)).isEqualTo("new");
    }

    @Test
    void whoForgotAKeyNeverAnswersItsOldValue() {
        read(cacheOfA);
        row = "new";
        now(cacheOfA.forget(KEY));

        assertThat(read(cacheOfA)).isEqualTo("new");
    }

    /** The other instance read the row before the change, and writes it into Redis afterwards. */
    @Test
    void anotherInstancesLateWriteIsNotBelieved() {
        CompletableFuture<String> slow = new CompletableFuture<>();
        CompletableFuture<String> late = reading(cacheOfB, slow);
        row = "new";
        now(cacheOfA.forget(KEY));
        slow.complete("old");
        late.join();

        assertThat(now(redis().get(a.redisKey(KEY))).toString()).contains("old");
        assertThat(read(cacheOfA)).isEqualTo("new");
    }

    @Test
    void whatWasForgottenWhileItWasLoadedIsAnsweredAndNotKept() {
        CompletableFuture<String> slow = new CompletableFuture<>();
        CompletableFuture<String> early = reading(cacheOfA, slow);
        row = "new";
        now(cacheOfA.forget(KEY));
        CompletableFuture<String> later = new CompletableFuture<>();
        CompletableFuture<String> afterwards = reading(cacheOfA, later);

        slow.complete("old");
        later.complete("new");

        assertThat(early.join()).isEqualTo("old");
        assertThat(afterwards.join()).isEqualTo("new");
        assertThat(read(cacheOfA)).isEqualTo("new");
        assertThat(read(cacheOfB)).isEqualTo("new");
    }

    @Test
    void concurrentReadersLoadOnce() {
        CompletableFuture<String> slow = new CompletableFuture<>();
        CompletableFuture<String> first = reading(cacheOfA, slow);
        CompletableFuture<String> second = reading(cacheOfA, slow);

        slow.complete("old");

        assertThat(first.join()).isEqualTo(second.join());
        assertThat(loads).hasValue(1);
    }

    @Test
    void aReaderWhoGoesAwayTakesNothingFromTheOthers() {
        CompletableFuture<String> slow = new CompletableFuture<>();
        CompletableFuture<String> first = reading(cacheOfA, slow);
        CompletableFuture<String> second = reading(cacheOfA, slow);

        first.cancel(true);
        slow.complete("old");

        assertThat(second.join()).isEqualTo("old");
        assertThat(read(cacheOfA)).isEqualTo("old");
        assertThat(loads).hasValue(1);
    }

    @Test
    void aLoadThatAllReadersLeftEndsAndIsKept() {
        CompletableFuture<String> slow = new CompletableFuture<>();
        reading(cacheOfA, slow).cancel(true);
        CompletableFuture<String> next = reading(cacheOfA, slow);

        slow.complete("old");

        assertThat(next.join()).isEqualTo("old");
        assertThat(loads).hasValue(1);
    }

    /** The database hangs: nobody waits for ever, and the next reader is not bound to the load that hangs. */
    @Test
    void aLoadThatNeverEndsIsGivenUp() {
        LayeredCache<String> impatient =
                ServiceInstance.alone("load-timeout", "200ms").cache();
        CompletableFuture<String> never = new CompletableFuture<>();
        CompletableFuture<String> first = reading(impatient, never);
        CompletableFuture<String> second = reading(impatient, never);

        assertThatThrownBy(first::join).hasCauseInstanceOf(io.smallrye.mutiny.TimeoutException.class);
        assertThatThrownBy(second::join).hasCauseInstanceOf(io.smallrye.mutiny.TimeoutException.class);
        // On a busy machine the next one may be given up too.
        await().atMost(ServiceInstance.PATIENCE)
                .ignoreException(io.smallrye.mutiny.TimeoutException.class)
                .untilAsserted(() -> assertThat(read(impatient)).isEqualTo("old"));
    }

    @Test
    void aFailureIsPassedOnAndNotKept() {
        Uni<String> failing = cacheOfA.get(KEY, () -> Uni.createFrom().failure(new IllegalStateException("no")));
        Uni<String> throwing = cacheOfA.get(KEY, () -> {
            throw new IllegalStateException("not even begun");
        });

        assertThatThrownBy(() -> now(failing))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");
        assertThatThrownBy(() -> now(throwing)).isInstanceOf(IllegalStateException.class);
        assertThat(read(cacheOfA)).isEqualTo("old");
    }

    @Test
    void nothingIsAnsweredAndNotKept() {
        assertThat(now(cacheOfA.get(KEY, () -> Uni.createFrom().nullItem()))).isNull();
        assertThat(read(cacheOfA)).isEqualTo("old");
    }

    private void pass(Duration time) {
        a.pass(time);
        b.pass(time);
    }

    private String read(LayeredCache<String> cache) {
        return now(cache.get(KEY, () -> {
            loads.incrementAndGet();
            return Uni.createFrom().item(row);
        }));
    }

    /** Begins to read; the load has begun when this returns, or will not, since Redis took all the time there was. */
    private CompletableFuture<String> reading(LayeredCache<String> cache, CompletableFuture<String> slow) {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        int before = loads.get();
        CompletableFuture<String> answer = cache.get(KEY, () -> {
                    loads.incrementAndGet();
                    begun.complete(null);
                    return Uni.createFrom().completionStage(slow);
                })
                .subscribeAsCompletionStage();
        if (before == 0) {
            CompletableFuture.anyOf(begun, answer.handle((value, failure) -> null))
                    .join();
        }
        return answer;
    }
}
