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
class RedisCacheClient implements RemoteCache {

    private final ReactiveRedisDataSource redis;
    private final OutageSwitch outage;
    private final Duration timeout;

    RedisCacheClient(ReactiveRedisDataSource redis, CacheConfig config) {
        this.redis = redis;
        this.outage = new OutageSwitch(config.redisFailuresMax(), config.redisPause(), System::nanoTime);
        this.timeout = config.redisTimeout();
    }

    @Override
    public Uni<String> get(String key) {
        return bounded(redis.value(String.class).get(key), null);
    }

    @Override
    public Uni<Boolean> set(String key, String value, Duration ttl) {
        return bounded(
                redis.value(String.class).psetex(key, ttl.toMillis(), value).replaceWith(true), false);
    }

    @Override
    public Uni<Boolean> remove(String key) {
        return bounded(redis.key().del(key).replaceWith(true), false);
    }

    @Override
    public Uni<Boolean> publish(String channel, String message) {
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
