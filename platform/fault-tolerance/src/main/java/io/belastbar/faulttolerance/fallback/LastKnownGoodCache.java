package io.belastbar.faulttolerance.fallback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.cache.CacheKey;
import io.belastbar.cache.Caches;
import io.belastbar.cache.NewestCache;
import io.belastbar.faulttolerance.breaker.NotAFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The answer of a remote system, or when it fails the newest good one that any instance got, marked as stale; without one
 * the failure goes on. An exception that is {@link NotAFailure} is an answer and goes on as well.
 */
@ApplicationScoped
public class LastKnownGoodCache {
    /** What was answered, as JSON, and when. */
    record Kept(Instant at, String json) {}

    private final NewestCache<Kept> answers;
    private final Duration maxAge;
    private final ObjectMapper json;
    private final MeterRegistry metrics;
    private final InstantSource clock;

    @Inject
    public LastKnownGoodCache(LastKnownGoodConfig config, Caches caches, ObjectMapper json, MeterRegistry metrics) {
        this(config.maxAge(), caches, json, metrics, InstantSource.system());
    }

    LastKnownGoodCache(Duration maxAge, Caches caches, ObjectMapper json, MeterRegistry metrics, InstantSource clock) {
        this.answers = caches.newest("last-known-good", Kept.class, maxAge, Comparator.comparing(Kept::at));
        this.maxAge = maxAge;
        this.json = json;
        this.metrics = metrics;
        this.clock = clock;
        // There at 0: a counter that appears with its first event shows no increase by it.
        for (String outcome : new String[] {"fresh", "stale", "none"}) {
            counter(outcome);
        }
    }

    /**
     * Calls; on failure answers with the newest answer to this key.
     *
     * @param key names the question and whoever may know the answer
     * @param type written as JSON; an answer that cannot be, or cannot be read back, counts as none
     */
    public <T> Uni<Answer<T>> orStale(CacheKey key, Class<T> type, Supplier<Uni<T>> action) {
        return action.get()
                .flatMap(value -> remember(key, value))
                .onFailure(failure -> !(failure instanceof NotAFailure))
                .recoverWithUni(failure -> recall(key, type, failure));
    }

    private <T> Uni<Answer<T>> remember(CacheKey key, T value) {
        Instant now = clock.instant();
        count("fresh");
        return Uni.createFrom().item(new Answer<>(value, false, now)).call(() -> written(value)
                .map(text -> answers.put(key, new Kept(now, text)))
                .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private <T> Uni<Answer<T>> recall(CacheKey key, Class<T> type, Throwable failure) {
        return answers.newest(key)
                .map(kept -> kept.filter(answer -> !answer.at().plus(maxAge).isBefore(clock.instant()))
                        .flatMap(answer -> read(answer, type))
                        .orElse(null))
                .invoke(known -> count(known == null ? "none" : "stale"))
                .onItem()
                .ifNull()
                .failWith(failure);
    }

    private Optional<String> written(Object value) {
        try {
            return Optional.of(json.writeValueAsString(value));
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    private <T> Optional<Answer<T>> read(Kept answer, Class<T> type) {
        try {
            return Optional.of(new Answer<>(json.readValue(answer.json(), type), true, answer.at()));
        } catch (JsonProcessingException ofAnotherType) {
            return Optional.empty();
        }
    }

    private void count(String outcome) {
        counter(outcome).increment();
    }

    private Counter counter(String outcome) {
        return metrics.counter("belastbar.breaker.fallbacks", "outcome", outcome);
    }
}
