package io.belastbar.faulttolerance.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.BreakerStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A caller that goes away says nothing about the insurer: its call is measured to its end, as if it had stayed. */
class CancelledCallTest {
    private static final BreakerPolicy POLICY =
            new BreakerPolicy("versicherer-api", 5, Duration.ofMinutes(10), Duration.ofMinutes(30), 2);

    private final RealBreaker breaker = new RealBreaker(POLICY);

    @Test
    void aFailureIsCountedAlthoughNobodyWaitsForIt() {
        cancelled().fail();

        assertThat(breaker.guard().snapshot().failureCount()).isEqualTo(1);
        assertThat(breaker.outcomes(CallOutcome.FAILURE)).isEqualTo(1);
    }

    @Test
    void aSuccessEndsTheStreakAlthoughNobodyWaitsForIt() {
        breaker.start().fail();

        cancelled().succeed();

        assertThat(breaker.guard().snapshot().failureCount()).isZero();
    }

    @Test
    void callersWhoLeaveASilentInsurerOpenTheBreaker() {
        for (int i = 0; i < POLICY.failureThreshold(); i++) {
            cancelled();
        }

        breaker.advance(POLICY.timeout());

        assertThat(breaker.status()).isEqualTo(BreakerStatus.OPEN);
        assertThat(breaker.outcomes(CallOutcome.TIMEOUT)).isEqualTo(POLICY.failureThreshold());
    }

    @Test
    void aCancelledProbeOfASilentInsurerGivesItsPlaceBack() {
        halfOpen();
        cancelled();
        cancelled();

        breaker.advance(POLICY.timeout());
        assertThat(breaker.status()).isEqualTo(BreakerStatus.OPEN);
        breaker.advance(POLICY.openDelay());
        breaker.start().succeed();
        breaker.start().succeed();

        assertThat(breaker.status()).isEqualTo(BreakerStatus.CLOSED);
        assertThat(breaker.outcomes(CallOutcome.TIMEOUT)).isEqualTo(2);
    }

    @Test
    void aCancelledProbeThatSucceedsHelpsToClose() {
        halfOpen();

        cancelled().succeed();
        breaker.start().succeed();

        assertThat(breaker.status()).isEqualTo(BreakerStatus.CLOSED);
        assertThat(breaker.transitions())
                .containsExactly(BreakerStatus.OPEN, BreakerStatus.HALF_OPEN, BreakerStatus.CLOSED);
    }

    @Test
    void aCallerThatIsRefusedAndGoesLeavesNothing() {
        breaker.open();
        breaker.start().cancel();

        breaker.advance(POLICY.openDelay());

        assertThat(breaker.start().reachedTheInsurer()).isTrue();
        assertThat(breaker.start().reachedTheInsurer()).isTrue();
    }

    private RealBreaker.Call cancelled() {
        RealBreaker.Call call = breaker.start();
        call.cancel();
        return call;
    }

    private void halfOpen() {
        breaker.open();
        breaker.advance(POLICY.openDelay());
        assertThat(breaker.status()).isEqualTo(BreakerStatus.HALF_OPEN);
    }
}
