package io.belastbar.faulttolerance.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.contracts.BreakerStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.junit.jupiter.api.Test;

class BreakerGuardTest {
    private static final BreakerPolicy POLICY =
            new BreakerPolicy("versicherer-api", 5, Duration.ofSeconds(10), Duration.ofSeconds(30), 2);

    private final RealBreaker breaker = new RealBreaker(POLICY);

    @Test
    void aSlowInsurerIsAFailingInsurer() {
        for (int i = 0; i < 5; i++) {
            breaker.start();
        }
        breaker.advance(Duration.ofSeconds(10));

        assertThat(breaker.status()).isEqualTo(BreakerStatus.OPEN);
        assertThat(breaker.outcomes(CallOutcome.TIMEOUT)).isEqualTo(5);
    }

    @Test
    void aCallThatTakesTooLongEndsWithATimeout() {
        RealBreaker.Call call = breaker.start();

        breaker.advance(Duration.ofSeconds(10));

        assertThatThrownBy(() -> call.answer().get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void anOpenBreakerRefusesAndSaysWhenToComeBack() {
        breaker.open();
        breaker.advance(Duration.ofSeconds(12));

        RealBreaker.Call refused = breaker.start();

        assertThat(refused.reachedTheInsurer()).isFalse();
        assertThatThrownBy(() -> refused.answer().get())
                .hasCauseInstanceOf(BreakerOpen.class)
                .cause()
                .satisfies(failure ->
                        assertThat(((BreakerOpen) failure).retryAfter()).isEqualTo(Duration.ofSeconds(18)));
        assertThat(breaker.outcomes(CallOutcome.PREVENTED)).isEqualTo(1);
    }

    @Test
    void aClockThatIsSetChangesNoWait() {
        breaker.open();
        breaker.advance(Duration.ofSeconds(12));

        for (Duration step : List.of(Duration.ofHours(-1), Duration.ofHours(2))) {
            breaker.clock().setWallClock(step);

            assertThatThrownBy(() -> breaker.start().answer().get()).cause().satisfies(failure -> assertThat(
                            ((BreakerOpen) failure).retryAfter())
                    .isEqualTo(Duration.ofSeconds(18)));
            assertThat(breaker.guard().snapshot().nextRetryAt())
                    .isEqualTo(breaker.clock().instant().plusSeconds(18));
        }

        breaker.advance(Duration.ofSeconds(18));
        assertThat(breaker.start().reachedTheInsurer()).isTrue();
    }

    @Test
    void aBreakerThatWasResetCountsAndTellsAnew() {
        breaker.open();
        breaker.reset();

        breaker.start().fail();
        assertThat(breaker.guard().snapshot().failureCount()).isEqualTo(1);
        for (int i = 1; i < 5; i++) {
            breaker.start().fail();
        }

        assertThat(breaker.transitions()).containsExactly(BreakerStatus.OPEN, BreakerStatus.CLOSED, BreakerStatus.OPEN);
    }

    @Test
    void anInsurerThatRefusesTheRequestIsWell() {
        for (int i = 0; i < 20; i++) {
            breaker.start().refuse();
        }

        assertThat(breaker.status()).isEqualTo(BreakerStatus.CLOSED);
        assertThat(breaker.outcomes(CallOutcome.SUCCESS)).isEqualTo(20);
    }

    @Test
    void eachTransitionIsToldOnce() {
        breaker.open();
        breaker.advance(Duration.ofSeconds(30));
        breaker.start().succeed();
        breaker.start().succeed();

        assertThat(breaker.transitions())
                .containsExactly(BreakerStatus.OPEN, BreakerStatus.HALF_OPEN, BreakerStatus.CLOSED);
    }

    @Test
    void theSnapshotIsThatOfTheRequirements() {
        breaker.open();

        assertThat(breaker.guard().snapshot())
                .isEqualTo(new BreakerSnapshot(
                        "versicherer-api",
                        BreakerStatus.OPEN,
                        5,
                        5,
                        breaker.clock().instant().plusSeconds(30)));
    }
}
