package io.belastbar.examples.smartbav.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.cache.CacheKey;
import io.belastbar.cache.Caches;
import io.belastbar.cache.NewestCache;
import io.belastbar.examples.smartbav.SmartbavConfig;
import io.belastbar.examples.smartbav.problem.Failure;
import io.belastbar.faulttolerance.fallback.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What was last read of the database, for the time in which it is away. The newest that any instance read is taken; what
 * was removed is not answered any more, by no instance that Redis reaches.
 */
@ApplicationScoped
public class LastKnownCache {
    private static final String METRIC = "smartbav.stale.reads";

    /** What was read and when; no JSON: it was removed. */
    record Known(Instant at, String json) {}

    private final NewestCache<Known> cache;
    private final SmartbavConfig config;
    private final ObjectMapper json;
    private final MeterRegistry metrics;
    private final Clock clock;

    LastKnownCache(Caches caches, SmartbavConfig config, ObjectMapper json, MeterRegistry metrics, Clock clock) {
        this.cache =
                caches.newest("last-read", Known.class, config.cache().lastKnown(), Comparator.comparing(Known::at));
        this.config = config;
        this.json = json;
        this.metrics = metrics;
        this.clock = clock;
        // There at 0: a counter that appears with its first event shows no increase by it.
        metrics.counter(METRIC, "outcome", "stale");
        metrics.counter(METRIC, "outcome", "none");
    }

    /**
     * Reads; while the database is away the last known answer to this key, else the failure.
     *
     * @param key names the tenant first: nobody gets another's answer
     */
    public <T> Uni<Answer<T>> orLastKnown(CacheKey key, Class<T> type, Supplier<Uni<T>> read) {
        return read.get()
                .map(value -> new Answer<>(value, false, clock.instant()))
                .onFailure(Failure.Unavailable.class)
                .recoverWithUni(away -> recall(key, type, away));
    }

    /** Keeps what was just read or written. Never fails. */
    public <T> Uni<Void> learn(CacheKey key, T value) {
        return cache.put(key, new Known(clock.instant(), text(value)));
    }

    /** To be called after the removal is committed. Never fails. */
    public Uni<Void> forget(CacheKey key) {
        return cache.put(key, new Known(clock.instant(), null));
    }

    private <T> Uni<Answer<T>> recall(CacheKey key, Class<T> type, Throwable away) {
        return cache.newest(key)
                .map(known -> known.filter(this::isYoung)
                        .flatMap(young -> read(young, type))
                        .orElse(null))
                .invoke(answer -> metrics.counter(METRIC, "outcome", answer == null ? "none" : "stale")
                        .increment())
                .onItem()
                .ifNull()
                .failWith(away);
    }

    private boolean isYoung(Known known) {
        return known.json() != null
                && known.at().plus(config.cache().lastKnown()).isAfter(clock.instant());
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("what is answered as JSON can be written as JSON", bug);
        }
    }

    private <T> Optional<Answer<T>> read(Known known, Class<T> type) {
        try {
            return Optional.of(new Answer<>(json.readValue(known.json(), type), true, known.at()));
        } catch (JsonProcessingException ofAnotherVersion) {
            return Optional.empty();
        }
    }
}
