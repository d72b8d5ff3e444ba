package io.belastbar.faulttolerance.fallback;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.faulttolerance.breaker.NotAFailure;
import io.belastbar.faulttolerance.fleet.FleetConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The answer of a remote system, or when it fails its last good one, marked as stale; without one the failure goes on.
 * An exception that is {@link NotAFailure} is an answer and goes on as well.
 * Answers are kept in memory and, when there is Redis, for the other instances.
 */
@ApplicationScoped
public class LastKnownGoodCache {
    private final RecentAnswers recent;
    private final Optional<SharedAnswersRepository> shared;
    private final MeterRegistry metrics;
    private final InstantSource clock;

    @Inject
    public LastKnownGoodCache(
            LastKnownGoodConfig config,
            FleetConfig fleet,
            Instance<RedisAPI> redis,
            ObjectMapper json,
            MeterRegistry metrics,
            @ConfigProperty(name = "quarkus.redis.hosts") Optional<String> redisHosts) {
        this(
                new RecentAnswers(config.entries(), config.maxAge()),
                redisHosts.map(
                        hosts -> new SharedAnswersRepository(redis.get(), json, fleet.redisTimeout(), config.maxAge())),
                metrics,
                InstantSource.system());
    }

    LastKnownGoodCache(
            RecentAnswers recent,
            Optional<SharedAnswersRepository> shared,
            MeterRegistry metrics,
            InstantSource clock) {
        this.recent = recent;
        this.shared = shared;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Calls; on failure answers with what was answered before under this key. */
    public <T> Uni<Answer<T>> orStale(String key, Class<T> type, Supplier<Uni<T>> action) {
        return action.get()
                .map(value -> remember(key, value))
                .onFailure(failure -> !(failure instanceof NotAFailure))
                .recoverWithUni(failure -> recall(key, type, failure));
    }

    private <T> Answer<T> remember(String key, T value) {
        Instant now = clock.instant();
        recent.remember(key, value, now);
        shared.ifPresent(redis ->
                redis.remember(key, value, now).onFailure().recoverWithNull().subscribeAsCompletionStage());
        count("fresh");
        return new Answer<>(value, false, now);
    }

    private <T> Uni<Answer<T>> recall(String key, Class<T> type, Throwable failure) {
        Optional<Answer<T>> near = recent.recall(key, type, clock.instant());
        if (near.isPresent() || shared.isEmpty()) {
            return answer(near, failure);
        }
        return shared.get()
                .recall(key, type)
                .onFailure()
                .recoverWithItem(Optional.empty())
                .flatMap(far -> answer(far, failure));
    }

    private <T> Uni<Answer<T>> answer(Optional<Answer<T>> known, Throwable failure) {
        count(known.isPresent() ? "stale" : "none");
        return known.map(stale -> Uni.createFrom().item(stale))
                .orElseGet(() -> Uni.createFrom().failure(failure));
    }

    private void count(String outcome) {
        metrics.counter("belastbar.breaker.fallbacks", "outcome", outcome).increment();
    }
}
