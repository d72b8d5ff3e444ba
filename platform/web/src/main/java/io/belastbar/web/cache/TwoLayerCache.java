package io.belastbar.web.cache;

import com.github.benmanes.caffeine.cache.Cache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * A cache of hot reads: memory in front, Redis below, the loader last. Concurrent misses of one key ask the loader once.
 * A value whose key was invalidated while it was being loaded is answered but not kept. Without Redis it works from
 * memory and loader, never slower than {@link CacheConfig#redisTimeout()} and never with an error of its own.
 */
public final class TwoLayerCache<T> {

    private static final int UNREMOVED_MAX = 10_000;

    private final String prefix;
    private final Duration ttl;
    private final Cache<String, T> memory;
    private final RemoteCache redis;
    private final CacheCodec<T> codec;
    private final LayerStatistics memoryStatistics = new LayerStatistics();
    private final LayerStatistics redisStatistics = new LayerStatistics();
    private final AtomicLong invalidations = new AtomicLong();
    private final ConcurrentMap<String, Uni<T>> inFlight = new ConcurrentHashMap<>();
    // Keys that Redis should have forgotten but was not there to: not read from it until it has.
    private final Set<String> unremoved = ConcurrentHashMap.newKeySet();

    TwoLayerCache(String prefix, Duration ttl, Cache<String, T> memory, RemoteCache redis, CacheCodec<T> codec) {
        this.prefix = prefix;
        this.ttl = ttl;
        this.memory = memory;
        this.redis = redis;
        this.codec = codec;
    }

    /** The value of a key; a loader's null is answered and not kept, a loader's failure is passed on. */
    public Uni<T> get(String key, Function<String, Uni<T>> loader) {
        T hit = memoryStatistics.count(memory.getIfPresent(key));
        if (hit != null) {
            return Uni.createFrom().item(hit);
        }
        return onCallersContext(inFlight.computeIfAbsent(key, missing -> load(missing, loader)));
    }

    /** Forgets a key here, in Redis and in all instances. To be called after the change is committed. */
    public Uni<Void> invalidate(String key) {
        return Uni.createFrom()
                .item(key)
                .invoke(this::forget)
                .chain(this::removeFromRedis)
                .chain(() -> redis.publish(Caches.INVALIDATIONS, prefix + key))
                .replaceWithVoid();
    }

    /** Forgets a key in this instance only. */
    void forget(String key) {
        invalidations.incrementAndGet();
        inFlight.remove(key);
        memory.invalidate(key);
    }

    /** Forgets everything in this instance, after invalidations may have been missed. */
    void forgetAll() {
        invalidations.incrementAndGet();
        inFlight.clear();
        memory.invalidateAll();
    }

    LayerStatistics memoryStatistics() {
        return memoryStatistics;
    }

    LayerStatistics redisStatistics() {
        return redisStatistics;
    }

    private Uni<T> load(String key, Function<String, Uni<T>> loader) {
        long seen = invalidations.get();
        Uni<T> loaded = Uni.createFrom().deferred(() -> loader.apply(key)).call(value -> keepInRedis(key, value, seen));
        return fromRedis(key)
                .onItem()
                .ifNull()
                .switchTo(loaded)
                .invoke(value -> keepInMemory(key, value, seen))
                .onTermination()
                .invoke(() -> inFlight.remove(key))
                .memoize()
                .indefinitely();
    }

    private Uni<T> fromRedis(String key) {
        Uni<String> text =
                unremoved.contains(key) ? removeFromRedis(key).replaceWith(() -> null) : redis.get(prefix + key);
        return text.map(codec::decode).map(redisStatistics::count);
    }

    private Uni<Boolean> keepInRedis(String key, T value, long seen) {
        boolean keep = value != null && seen == invalidations.get() && !unremoved.contains(key);
        return keep
                ? redis.set(prefix + key, codec.encode(value), ttl)
                : Uni.createFrom().item(false);
    }

    private void keepInMemory(String key, T value, long seen) {
        if (value != null && seen == invalidations.get()) {
            memory.put(key, value);
        }
    }

    private Uni<Boolean> removeFromRedis(String key) {
        if (unremoved.size() < UNREMOVED_MAX) {
            unremoved.add(key);
        }
        return redis.remove(prefix + key).invoke(removed -> {
            if (removed) {
                unremoved.remove(key);
            }
        });
    }

    // A shared load ends on the thread of whoever began it; each caller goes on in its own context.
    private static <R> Uni<R> onCallersContext(Uni<R> shared) {
        Context context = Vertx.currentContext();
        return context == null ? shared : shared.emitOn(task -> context.runOnContext(ignored -> task.run()));
    }
}
