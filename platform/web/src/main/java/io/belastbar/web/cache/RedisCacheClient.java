package io.belastbar.web.cache;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * The Redis layer. No call fails and none takes longer than the configured time: an absent Redis looks like an empty
 * one.
 */
@ApplicationScoped
class RedisCacheClient {

    private final ReactiveRedisDataSource redis;
    private final OutageSwitch outage;
    private final Duration timeout;

    RedisCacheClient(ReactiveRedisDataSource redis, CacheConfig config) {
        this.redis = redis;
        this.outage = new OutageSwitch(config.redisFailuresMax(), config.redisPause(), System::nanoTime);
        this.timeout = config.redisTimeout();
    }

    /** The stored text, or null. */
    Uni<String> get(String key) {
        return bounded(redis.value(String.class).get(key), null);
    }

    /** Stores a text; answers whether it is stored. */
    Uni<Boolean> set(String key, String value, Duration ttl) {
        return bounded(
                redis.value(String.class).psetex(key, ttl.toMillis(), value).replaceWith(true), false);
    }

    /** Removes a key; answers whether Redis did. */
    Uni<Boolean> remove(String key) {
        return bounded(redis.key().del(key).replaceWith(true), false);
    }

    /** Tells all instances; answers whether Redis took the message. */
    Uni<Boolean> publish(String channel, String message) {
        return bounded(redis.pubsub(String.class).publish(channel, message).replaceWith(true), false);
    }

    private <R> Uni<R> bounded(Uni<R> call, R instead) {
        if (!outage.mayTry()) {
            return Uni.createFrom().item(instead);
        }
        return call.ifNoItem()
                .after(timeout)
                .fail()
                .onItem()
                .invoke(outage::succeeded)
                .onFailure()
                .invoke(outage::failed)
                .onFailure()
                .recoverWithItem(instead);
    }
}
