package io.belastbar.web.cache;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the caches of a service, one per name, and hands invalidations of other instances to them. */
@ApplicationScoped
public class Caches {

    static final String INVALIDATIONS = "belastbar:cache:invalidations";

    private final Map<String, TwoLayerCache<?>> byPrefix = new ConcurrentHashMap<>();
    private final String application;
    private final RedisCacheClient redis;
    private final CacheConfig config;
    private final ObjectMapper json;
    private final MeterRegistry metrics;

    Caches(
            @ConfigProperty(name = "quarkus.application.name") String application,
            RedisCacheClient redis,
            CacheConfig config,
            ObjectMapper json,
            MeterRegistry metrics) {
        this.application = application;
        this.redis = redis;
        this.config = config;
        this.json = json;
        this.metrics = metrics;
    }

    /**
     * Makes a cache.
     *
     * @param name unique in the service; also the metric label
     * @param ttl how long a value may be answered without asking the loader
     */
    public <T> TwoLayerCache<T> create(String name, Class<T> type, Duration ttl) {
        return create(name, json.constructType(type), ttl);
    }

    /** Makes a cache of a generic type. */
    public <T> TwoLayerCache<T> create(String name, TypeReference<T> type, Duration ttl) {
        return create(name, json.constructType(type.getType()), ttl);
    }

    private <T> TwoLayerCache<T> create(String name, JavaType type, Duration ttl) {
        Duration memoryTtl = ttl.compareTo(config.memoryTtlMax()) < 0 ? ttl : config.memoryTtlMax();
        String prefix = "belastbar:cache:" + application + ":" + name + ":";
        TwoLayerCache<T> cache = new TwoLayerCache<>(
                prefix,
                ttl,
                Caffeine.newBuilder()
                        .expireAfterWrite(memoryTtl)
                        .maximumSize(config.memoryEntriesMax())
                        .build(),
                redis,
                new CacheCodec<>(json, type));
        if (byPrefix.putIfAbsent(prefix, cache) != null) {
            throw new IllegalStateException("there is a cache named " + name + " already");
        }
        measure(name, "memory", cache.memoryStatistics());
        measure(name, "redis", cache.redisStatistics());
        return cache;
    }

    /** Another instance (or this one) invalidated a key. */
    void invalidated(String prefixedKey) {
        byPrefix.forEach((prefix, cache) -> {
            if (prefixedKey.startsWith(prefix)) {
                cache.forget(prefixedKey.substring(prefix.length()));
            }
        });
    }

    /** Invalidations may have been missed. */
    void forgetAll() {
        byPrefix.values().forEach(TwoLayerCache::forgetAll);
    }

    private void measure(String cache, String layer, LayerStatistics statistics) {
        Tags tags = Tags.of("cache", cache, "layer", layer);
        FunctionCounter.builder("belastbar.cache.gets", statistics, LayerStatistics::hits)
                .tags(tags.and("result", "hit"))
                .register(metrics);
        FunctionCounter.builder("belastbar.cache.gets", statistics, LayerStatistics::misses)
                .tags(tags.and("result", "miss"))
                .register(metrics);
        Gauge.builder("belastbar.cache.hit.ratio", statistics, LayerStatistics::hitRatio)
                .tags(tags)
                .register(metrics);
    }
}
