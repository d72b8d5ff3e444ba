package io.belastbar.cache;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the caches of a service, one per name. The name is part of the Redis keys and the label of the metrics. */
@ApplicationScoped
public class Caches {

    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final String application;
    private final RedisLayerClient redis;
    private final CacheConfig config;
    private final ObjectMapper json;
    private final MeterRegistry metrics;

    public Caches(
            @ConfigProperty(name = "quarkus.application.name") String application,
            RedisLayerClient redis,
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
     * Makes a cache of hot reads.
     *
     * @param type immutable; written to Redis as JSON. A type whose shape or meaning changes takes a new name
     * @param ttl how long a value may be answered without asking the loader
     * @throws IllegalStateException if there is one of that name
     */
    public <T> LayeredCache<T> create(String name, Class<T> type, Duration ttl) {
        return new LayeredCache<>(layers(name, type, ttl), config.loadTimeout());
    }

    /**
     * Makes a memory of what was last known.
     *
     * @param age orders the older value before the newer
     * @throws IllegalStateException if there is one of that name
     */
    public <T> NewestCache<T> newest(String name, Class<T> type, Duration ttl, Comparator<T> age) {
        return new NewestCache<>(layers(name, type, ttl), age);
    }

    private <T> EntryCache<T> layers(String name, Class<T> type, Duration ttl) {
        if (!names.add(name)) {
            throw new IllegalStateException("there is a cache named " + name + " already");
        }
        EntryCache<T> layers = new EntryCache<>(
                "belastbar:cache:" + application + ":" + name + ":",
                new Lifetime(ttl, InstantSource.system()),
                new EntryCodec<>(json, type),
                redis,
                config);
        measure(Tags.of("cache", name, "layer", "memory"), layers.memoryStatistics());
        measure(Tags.of("cache", name, "layer", "redis"), layers.redisStatistics());
        return layers;
    }

    private void measure(Tags tags, LayerStatistics statistics) {
        count(tags.and("result", "hit"), statistics, LayerStatistics::hits);
        count(tags.and("result", "miss"), statistics, LayerStatistics::misses);
        count(tags.and("result", "unavailable"), statistics, LayerStatistics::unavailable);
        Gauge.builder("belastbar.cache.hit.ratio", statistics, LayerStatistics::hitRatio)
                .tags(tags)
                .register(metrics);
    }

    private void count(Tags tags, LayerStatistics statistics, ToDoubleFunction<LayerStatistics> result) {
        FunctionCounter.builder("belastbar.cache.gets", statistics, result)
                .tags(tags)
                .register(metrics);
    }
}
