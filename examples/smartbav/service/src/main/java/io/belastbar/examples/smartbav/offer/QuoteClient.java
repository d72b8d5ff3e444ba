package io.belastbar.examples.smartbav.offer;

import io.belastbar.cache.CacheKey;
import io.belastbar.examples.smartbav.problem.Failure;
import io.belastbar.faulttolerance.breaker.BreakerGuard;
import io.belastbar.faulttolerance.breaker.BreakerOpen;
import io.belastbar.faulttolerance.fallback.LastKnownGoodCache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Prices from the insurer, through the circuit breaker {@code versicherer-api}. Without the insurer: the last known
 * price of the same question, marked as stale, else {@link Failure.Unavailable}.
 */
@ApplicationScoped
class QuoteClient {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final BreakerGuard guard;
    private final InsurerClient insurer;
    private final LastKnownGoodCache lastKnown;

    QuoteClient(BreakerGuard guard, InsurerClient insurer, LastKnownGoodCache lastKnown) {
        this.guard = guard;
        this.insurer = insurer;
        this.lastKnown = lastKnown;
    }

    /** Fails with {@link QuoteRefused} when the insurer is well and has no tariff. */
    Uni<Price> price(QuoteRequest request) {
        return lastKnown
                .orStale(
                        CacheKey.of("quote", request.key()),
                        Quote.class,
                        () -> guard.call(() -> insurer.quote(request)))
                .map(answer -> new Price(answer.value(), answer.stale()))
                .onFailure(failure -> !(failure instanceof QuoteRefused))
                .transform(QuoteClient::unavailable);
    }

    private static Failure unavailable(Throwable failure) {
        var retryAfter = failure instanceof BreakerOpen open ? open.retryAfter() : RETRY_AFTER;
        return new Failure.Unavailable("the insurer", retryAfter);
    }
}
