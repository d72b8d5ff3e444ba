package io.belastbar.web.cache;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The two-layer cache. */
@ConfigMapping(prefix = "belastbar.cache")
public interface CacheConfig {

    /** Longest stay in memory: bounds how stale an instance can be that missed an invalidation while Redis was away. */
    @WithDefault("30s")
    Duration memoryTtlMax();

    /** Entries in memory per cache. */
    @WithDefault("10000")
    long memoryEntriesMax();

    /** Longest wait for Redis; then the loader is asked. */
    @WithDefault("100ms")
    Duration redisTimeout();

    /** Failures in a row after which Redis is left alone. */
    @WithDefault("3")
    int redisFailuresMax();

    /** How long Redis is left alone. */
    @WithDefault("2s")
    Duration redisPause();
}
