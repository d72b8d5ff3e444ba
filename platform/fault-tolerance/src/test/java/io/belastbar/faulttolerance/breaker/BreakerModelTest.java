package io.belastbar.faulttolerance.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.BreakerStatus;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BreakerModelTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final BreakerPolicy POLICY =
            new BreakerPolicy("versicherer-api", 5, Duration.ofSeconds(10), Duration.ofSeconds(30), 2);

    @Test
    void fiveFailuresInARowOpenIt() {
        BreakerModel model = failures(BreakerModel.closed(POLICY), 5);

        assertThat(model.status()).isEqualTo(BreakerStatus.OPEN);
        assertThat(model.failureCount()).isEqualTo(5);
        assertThat(model.nextRetryAt()).isEqualTo(NOON.plusSeconds(30));
    }

    @Test
    void aSuccessInBetweenStartsTheCountAnew() {
        BreakerModel model = failures(BreakerModel.closed(POLICY), 4).ended(0, true, NOON);

        assertThat(failures(model, 4).status()).isEqualTo(BreakerStatus.CLOSED);
    }

    @Test
    void anOpenBreakerAdmitsNothingBeforeItsDelayIsOver() {
        BreakerModel open = failures(BreakerModel.closed(POLICY), 5);

        assertThat(open.admit(NOON.plusMillis(29_999)).admitted()).isFalse();
        assertThat(open.admit(NOON.plusSeconds(30)).admitted()).isTrue();
    }

    @Test
    void aHalfOpenBreakerAdmitsAsManyProbesAsItNeedsSuccesses() {
        BreakerModel second = halfOpen().admit(NOON).next().admit(NOON).next();

        assertThat(second.admit(NOON).admitted()).isFalse();
    }

    @Test
    void enoughProbesThatSucceedCloseIt() {
        BreakerModel model = halfOpen();

        BreakerModel once = model.ended(model.era(), true, NOON);
        BreakerModel twice = once.ended(once.era(), true, NOON);

        assertThat(once.status()).isEqualTo(BreakerStatus.HALF_OPEN);
        assertThat(twice.status()).isEqualTo(BreakerStatus.CLOSED);
        assertThat(twice.failureCount()).isZero();
    }

    @Test
    void oneProbeThatFailsOpensItAgain() {
        BreakerModel model = halfOpen();

        BreakerModel again = model.ended(model.era(), false, NOON.plusSeconds(31));

        assertThat(again.status()).isEqualTo(BreakerStatus.OPEN);
        assertThat(again.nextRetryAt()).isEqualTo(NOON.plusSeconds(61));
    }

    @Test
    void aCallFromBeforeTheOpeningCountsNoMore() {
        BreakerModel model = halfOpen();

        assertThat(model.ended(0, true, NOON)).isSameAs(model);
        assertThat(model.ended(0, false, NOON)).isSameAs(model);
    }

    private static BreakerModel halfOpen() {
        return failures(BreakerModel.closed(POLICY), 5).at(NOON.plusSeconds(30));
    }

    private static BreakerModel failures(BreakerModel model, int count) {
        BreakerModel current = model;
        for (int i = 0; i < count; i++) {
            current = current.ended(model.era(), false, NOON);
        }
        return current;
    }
}
