package io.belastbar.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;

/** The entries of one cache in its two layers. One whose life is over is in neither of them. */
final class EntryCache<T> {

    // What an entry costs beside its characters, so that a million empty ones are not free.
    private static final int OVERHEAD = 200;

    private final String prefix;
    private final Lifetime lifetime;
    private final EntryCodec<T> codec;
    private final RedisLayerClient redis;
    private final long sharedSizeMax;
    private final Cache<String, Entry<T>> memory;
    private final LayerStatistics memoryStatistics = new LayerStatistics();
    private final LayerStatistics redisStatistics = new LayerStatistics();

    EntryCache(String prefix, Lifetime lifetime, EntryCodec<T> codec, RedisLayerClient redis, CacheConfig config) {
        this.prefix = prefix;
        this.lifetime = lifetime;
        this.codec = codec;
        this.redis = redis;
        this.sharedSizeMax = config.sharedSizeMax().asLongValue();
        // The length again, by a clock that nobody sets.
        this.memory = Caffeine.newBuilder()
                .expireAfterWrite(lifetime.length())
                .maximumWeight(config.memorySizeMax().asLongValue())
                .weigher((String key, Entry<T> entry) -> Math.addExact(OVERHEAD + key.length(), entry.size()))
                .build();
    }

    Lifetime lifetime() {
        return lifetime;
    }

    Cache<String, Entry<T>> memory() {
        return memory;
    }

    LayerStatistics memoryStatistics() {
        return memoryStatistics;
    }

    LayerStatistics redisStatistics() {
        return redisStatistics;
    }

    Entry<T> entry(T value, long until) {
        return new Entry<>(value, until, codec.json(value).length());
    }

    /** What memory holds; null if nothing. */
    Entry<T> near(String key) {
        return memoryStatistics.count(peek(key));
    }

    /** The same, and not counted as a look-up. */
    Entry<T> peek(String key) {
        return living(memory.getIfPresent(key));
    }

    /** What Redis holds; null if nothing, or if it cannot say in time. */
    Uni<Entry<T>> far(String key) {
        return redis.get(prefix + key).map(reply -> {
            if (!reply.answered()) {
                redisStatistics.countUnavailable();
                return null;
            }
            return redisStatistics.count(living(codec.decode(reply.text())));
        });
    }

    /** Writes to Redis what is not too large for it, for the rest of its life. */
    Uni<Void> share(String key, Entry<T> entry) {
        long left = lifetime.left(entry.until());
        return left <= 0 || entry.size() > sharedSizeMax
                ? Uni.createFrom().voidItem()
                : redis.set(prefix + key, EntryCodec.text(entry.until(), codec.json(entry.value())), left)
                        .replaceWithVoid();
    }

    Uni<Void> removeFar(String key) {
        return redis.remove(prefix + key).replaceWithVoid();
    }

    private Entry<T> living(Entry<T> entry) {
        return entry == null || lifetime.left(entry.until()) <= 0 ? null : entry;
    }
}
