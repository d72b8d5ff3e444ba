package io.belastbar.cache;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much is kept, and how long anybody waits for it. */
@ConfigMapping(prefix = "belastbar.cache")
public interface CacheConfig {

    /** What the memory layer of one cache holds, in characters of JSON; what was not asked for goes first. */
    @WithDefault("8M")
    MemorySize memorySizeMax();

    /** A larger value, in characters of JSON, is kept in memory only: writing it would hold others up. */
    @WithDefault("1M")
    MemorySize sharedSizeMax();

    /** Longest load of a value; then everybody who waits for it gets a timeout, and the next caller loads anew. */
    @WithDefault("30s")
    Duration loadTimeout();

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
