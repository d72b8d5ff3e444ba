package io.belastbar.cache;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.belastbar.embedded.testing.TestInfrastructure;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One instance of a service: its own connection, memory and clock, on the real Redis that all of them share. */
final class ServiceInstance {

    static final Duration TTL = Duration.ofMinutes(10);
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Vertx VERTX = Vertx.vertx();
    private static volatile RedisAPI shared = connect();

    private final String prefix;
    private final CacheConfig config;
    private final RedisLayerClient redis;
    private Instant now = Instant.now();

    private ServiceInstance(String prefix, CacheConfig config, RedisAPI redis) {
        this.prefix = prefix;
        this.config = config;
        this.redis = new RedisLayerClient(Optional.of(redis), config);
    }

    /** An instance of a service that no other test has. The clients of a busy machine are patient. */
    static ServiceInstance alone(String... settings) {
        return on(shared, settings);
    }

    static ServiceInstance on(RedisAPI redis, String... settings) {
        return new ServiceInstance(UUID.randomUUID() + ":", config(settings), redis);
    }

    ServiceInstance replica() {
        ServiceInstance replica = new ServiceInstance(prefix, config, shared);
        replica.now = now;
        return replica;
    }

    EntryCache<String> layers() {
        Lifetime lifetime = new Lifetime(TTL, () -> now);
        return new EntryCache<>(prefix, lifetime, new EntryCodec<>(new JsonMapper(), String.class), redis, config);
    }

    LayeredCache<String> cache(EntryCache<String> layers) {
        return new LayeredCache<>(layers, config.loadTimeout());
    }

    LayeredCache<String> cache() {
        return cache(layers());
    }

    NewestCache<String> newest() {
        return new NewestCache<>(layers(), Comparator.naturalOrder());
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    String redisKey(CacheKey key) {
        return prefix + key.text();
    }

    static RedisAPI redis() {
        return shared;
    }

    /** After a crash of Redis: nobody gets a connection of before, of whose end the client may not have heard yet. */
    static void connectAnew() {
        shared.close();
        shared = connect();
    }

    private static RedisAPI connect() {
        return connect(TestInfrastructure.settings().get("belastbar.redis.url"));
    }

    static RedisAPI connect(String url) {
        return RedisAPI.api(Redis.createClient(VERTX, url));
    }

    static <T> T now(Uni<T> answer) {
        return answer.await().atMost(PATIENCE);
    }

    static CacheConfig config(String... settings) {
        Map<String, String> values = new HashMap<>(Map.of("belastbar.cache.redis-timeout", "20s"));
        for (int i = 0; i < settings.length; i += 2) {
            values.put("belastbar.cache." + settings[i], settings[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(CacheConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(CacheConfig.class);
    }

    /** Runs something while Redis takes connections and commands and answers nothing. */
    static void whileRedisHangs(Runnable story) {
        String process = now(shared.info(List.of("server")))
                .toString()
                .lines()
                .filter(line -> line.startsWith("process_id:"))
                .findFirst()
                .orElseThrow()
                .substring("process_id:".length());
        signal("-STOP", process);
        try {
            story.run();
        } finally {
            signal("-CONT", process);
        }
    }

    private static void signal(String signal, String process) {
        try {
            int exit = new ProcessBuilder("kill", signal, process).start().waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill " + signal + " " + process + " ended with " + exit);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
