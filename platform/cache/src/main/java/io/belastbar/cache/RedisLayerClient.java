package io.belastbar.cache;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Redis, when there is one. No call fails and none takes longer than the configured time: a Redis that is away, refuses
 * or hangs answers nothing, and for a pause it is not even asked.
 */
@ApplicationScoped
public class RedisLayerClient {

    /**
     * What Redis said.
     *
     * @param answered false if it was not there to say anything
     * @param text null if there is none
     */
    record Reply(boolean answered, String text) {}

    private static final Reply AWAY = new Reply(false, null);

    private final Optional<RedisAPI> redis;
    private final OutageSwitch outage;
    private final Duration timeout;

    @Inject
    RedisLayerClient(
            Instance<RedisAPI> redis,
            @ConfigProperty(name = "quarkus.redis.hosts") Optional<String> hosts,
            CacheConfig config) {
        this(hosts.map(configured -> redis.get()), config);
    }

    /** The layer of one instance: each finds out for itself that Redis is away. */
    public RedisLayerClient(Optional<RedisAPI> redis, CacheConfig config) {
        this.redis = redis;
        this.outage = new OutageSwitch(config.redisFailuresMax(), config.redisPause(), System::nanoTime);
        this.timeout = config.redisTimeout();
    }

    Uni<Reply> get(String key) {
        return bounded(api -> api.get(key));
    }

    Uni<Reply> set(String key, String text, long millis) {
        return bounded(api -> api.set(List.of(key, text, "PX", Long.toString(millis))));
    }

    Uni<Reply> remove(String key) {
        return bounded(api -> api.del(List.of(key)));
    }

    private Uni<Reply> bounded(Function<RedisAPI, Uni<Response>> command) {
        return Uni.createFrom()
                .deferred(() -> redis.isPresent() && outage.mayTry()
                        ? attempt(command.apply(redis.get()))
                        : Uni.createFrom().item(AWAY));
    }

    private Uni<Reply> attempt(Uni<Response> command) {
        return command.ifNoItem()
                .after(timeout)
                .fail()
                .map(answer -> new Reply(true, answer == null ? null : answer.toString()))
                .onItem()
                .invoke(outage::succeeded)
                .onFailure()
                .invoke(outage::failed)
                .onFailure()
                .recoverWithItem(AWAY);
    }
}
