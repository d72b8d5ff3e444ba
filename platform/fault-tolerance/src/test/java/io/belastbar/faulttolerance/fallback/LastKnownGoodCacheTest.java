package io.belastbar.faulttolerance.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.faulttolerance.breaker.BreakerOpen;
import io.belastbar.faulttolerance.breaker.NotAFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastKnownGoodCacheTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private Instant now = NOON;
    private final LastKnownGoodCache lastKnownGood = new LastKnownGoodCache(
            new RecentAnswers(2, Duration.ofMinutes(15)), Optional.empty(), new SimpleMeterRegistry(), () -> now);

    @Test
    void anAnswerIsFresh() {
        assertThat(ask("quote", Uni.createFrom().item("12.50"))).isEqualTo(new Answer<>("12.50", false, NOON));
    }

    @Test
    void withoutAnAnswerTheLastOneIsGivenAndCalledStale() {
        ask("quote", Uni.createFrom().item("12.50"));
        now = NOON.plusSeconds(60);

        assertThat(ask("quote", unreachable())).isEqualTo(new Answer<>("12.50", true, NOON));
    }

    @Test
    void anAnswerThatIsTooOldIsNotGiven() {
        ask("quote", Uni.createFrom().item("12.50"));
        now = NOON.plus(Duration.ofMinutes(16));

        assertThatThrownBy(() -> ask("quote", unreachable())).isInstanceOf(BreakerOpen.class);
    }

    @Test
    void theFailureGoesOnWhenNothingIsKnown() {
        assertThatThrownBy(() -> ask("quote", unreachable())).isInstanceOf(BreakerOpen.class);
    }

    @Test
    void anInsurerThatRefusesTheRequestIsHeard() {
        ask("quote", Uni.createFrom().item("12.50"));

        assertThatThrownBy(() -> ask("quote", Uni.createFrom().failure(new BadRequest())))
                .isInstanceOf(BadRequest.class);
    }

    @Test
    void theAnswerNotAskedForTheLongestIsForgottenFirst() {
        ask("first", Uni.createFrom().item("1"));
        ask("second", Uni.createFrom().item("2"));
        ask("first", unreachable());
        ask("third", Uni.createFrom().item("3"));

        assertThat(ask("first", unreachable()).value()).isEqualTo("1");
        assertThatThrownBy(() -> ask("second", unreachable())).isInstanceOf(BreakerOpen.class);
    }

    private Answer<String> ask(String key, Uni<String> insurer) {
        return lastKnownGood.orStale(key, String.class, () -> insurer).await().atMost(Duration.ofSeconds(1));
    }

    private static Uni<String> unreachable() {
        return Uni.createFrom().failure(new BreakerOpen("versicherer-api", Duration.ofSeconds(1)));
    }

    private static final class BadRequest extends RuntimeException implements NotAFailure {}
}
