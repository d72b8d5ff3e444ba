package io.belastbar.examples.smartbav.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.keys.ReactiveKeyCommands;
import io.quarkus.redis.datasource.value.ReactiveValueCommands;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * JSON values in Redis. It never fails: without Redis every read is a miss and every write is dropped, and for a
 * moment after a failure Redis is not even asked, so that an outage costs no time. Counts
 * {@code smartbav_cache_requests_total{cache, result=hit|miss|unavailable}}.
 */
@ApplicationScoped
public class CacheRepository {
    private static final Logger LOG = Logger.getLogger(CacheRepository.class);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(300);
    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(1);

    private final ReactiveValueCommands<String, String> values;
    private final ReactiveKeyCommands<String> keys;
    private final ObjectMapper json;
    private final MeterRegistry metrics;
    private final Clock clock;
    private volatile Instant restsUntil = Instant.MIN;

    CacheRepository(ReactiveRedisDataSource redis, ObjectMapper json, MeterRegistry metrics, Clock clock) {
        this.values = redis.value(String.class);
        this.keys = redis.key();
        this.json = json;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The value under {@code cache:key}, if Redis has it and can be asked. */
    public <T> Uni<Optional<T>> find(String cache, String key, Class<T> type) {
        if (resting()) {
            count(cache, "unavailable");
            return Uni.createFrom().item(Optional.empty());
        }
        return values.get(cache + ":" + key)
                .ifNoItem()
                .after(LONGEST_WAIT)
                .fail()
                .map(text -> found(cache, text, type))
                .onFailure()
                .recoverWithItem(failure -> away(cache, failure));
    }

    /** Replaces the value under {@code cache:key}. */
    public Uni<Void> put(String cache, String key, Object value, Duration ttl) {
        return attempt(cache, () -> values.setex(cache + ":" + key, ttl.toSeconds(), text(value)));
    }

    /** Forgets the value under {@code cache:key}: after a write. */
    public Uni<Void> forget(String cache, String key) {
        return attempt(cache, () -> keys.del(cache + ":" + key).replaceWithVoid());
    }

    private Uni<Void> attempt(String cache, Supplier<Uni<Void>> command) {
        if (resting()) {
            return Uni.createFrom().voidItem();
        }
        return command.get()
                .ifNoItem()
                .after(LONGEST_WAIT)
                .fail()
                .onFailure()
                .invoke(failure -> rest(cache, failure))
                .onFailure()
                .recoverWithNull();
    }

    private <T> Optional<T> found(String cache, String text, Class<T> type) {
        count(cache, text == null ? "miss" : "hit");
        return Optional.ofNullable(text).map(value -> value(value, type));
    }

    private <T> Optional<T> away(String cache, Throwable failure) {
        rest(cache, failure);
        count(cache, "unavailable");
        return Optional.empty();
    }

    private boolean resting() {
        return clock.instant().isBefore(restsUntil);
    }

    private void rest(String cache, Throwable failure) {
        restsUntil = clock.instant().plus(REST_AFTER_FAILURE);
        LOG.warnf("Cache is not available cache=%s reason=%s", cache, failure);
    }

    private void count(String cache, String result) {
        metrics.counter("smartbav.cache.requests", "cache", cache, "result", result)
                .increment();
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException bug) {
            throw new IllegalArgumentException("cached values are plain records", bug);
        }
    }

    private <T> T value(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException foreign) {
            throw new IllegalStateException("somebody else wrote into the cache", foreign);
        }
    }
}
