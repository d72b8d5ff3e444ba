package io.belastbar.resilience.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.resilience.measure.RecoveryTime.Measured;
import io.belastbar.resilience.measure.RecoveryTime.NoOutage;
import io.belastbar.resilience.measure.RecoveryTime.NotReached;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeasureRecoveryTest {

    @Test
    void recoveryTimeCountsFromTheFaultWhenWritesSucceededUntilThen() {
        var history = new HistoryText()
                .acknowledged(1, 100, 0, 20)
                .mark("INJECT", 1_985)
                .ended("FAIL", 101, 200, 2_000, 20)
                .acknowledged(201, 500, 4_000, 20);

        assertThat(history.measured().recoveryTime()).isEqualTo(new Measured(ms(4_002 - 1_982), Optional.of(ms(20))));
        assertThat(history.measured().timeline().outage()).contains(ms(2_002));
        assertThat(history.measured().timeline().recovery()).contains(ms(4_002));
    }

    @Test
    void recoveryTimeCountsFromTheFaultWhenWritesStillSucceededAfterIt() {
        var history = new HistoryText()
                .mark("INJECT", 1_000)
                .acknowledged(1, 100, 0, 20)
                .ended("INDETERMINATE", 101, 110, 2_000, 500)
                .acknowledged(111, 500, 7_000, 20);

        assertThat(history.measured().recoveryTime()).isEqualTo(new Measured(ms(6_002), Optional.of(ms(500))));
    }

    @Test
    void aShortRecoveryIsNone() {
        var history = new HistoryText()
                .acknowledged(1, 10, 0, 20)
                .mark("INJECT", 200)
                .ended("FAIL", 11, 20, 200, 20)
                .acknowledged(21, 30, 400, 20)
                .ended("FAIL", 31, 31, 5_399, 20)
                .acknowledged(32, 700, 6_000, 20);

        assertThat(history.measured().timeline().recovery()).contains(ms(6_002));
        assertThat(history.measured(ms(4_999)).timeline().recovery()).contains(ms(402));
    }

    @Test
    void aStretchThatTheDataDoNotShowToItsEndIsNoRecovery() {
        var history = new HistoryText()
                .acknowledged(1, 10, 0, 20)
                .mark("INJECT", 200)
                .ended("FAIL", 11, 20, 200, 20)
                .acknowledged(21, 30, 400, 20);

        assertThat(history.measured().recoveryTime())
                .isEqualTo(new NotReached(ms(402 - 182), Optional.of(ms(20)), true));
        assertThat(history.measured(ms(180)).recoveryTime())
                .isEqualTo(new Measured(ms(402 - 182), Optional.of(ms(20))));
    }

    @Test
    void withoutRecoveryTheRecoveryTimeIsMoreThanTheDataShow() {
        var history =
                new HistoryText().acknowledged(1, 10, 0, 20).mark("INJECT", 200).ended("FAIL", 11, 100, 200, 20);

        assertThat(history.measured().recoveryTime())
                .isEqualTo(new NotReached(ms(1_982 - 182), Optional.of(ms(20)), false));
    }

    @Test
    void withoutAnOutageItsLengthIsBelowTheBound() {
        var history = new HistoryText()
                .acknowledged(1, 10, 0, 50)
                .mark("INJECT", 500)
                .acknowledged(11, 12, 500, 70)
                .acknowledged(13, 400, 620, 20);

        assertThat(history.measured().recoveryTime()).isEqualTo(new NoOutage(ms(70)));
        assertThat(Verdict.of(history.measured().recoveryTime(), ms(70))).isEqualTo(Verdict.MET);
        assertThat(Verdict.of(history.measured().recoveryTime(), ms(69))).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void withoutWritesAfterTheFaultNothingIsKnown() {
        var silent = new HistoryText().acknowledged(1, 10, 0, 20).mark("INJECT", 500);
        var empty = new HistoryText().mark("INJECT", 500);

        assertThat(silent.measured().recoveryTime())
                .isEqualTo(new RecoveryTime.Unknown(RecoveryTime.Why.NO_WRITE_AFTER_INJECT));
        assertThat(empty.measured().recoveryTime())
                .isEqualTo(new RecoveryTime.Unknown(RecoveryTime.Why.NO_WRITE_AFTER_INJECT));
    }

    @Test
    void withoutAFaultNoRecoveryTimeIsKnown() {
        var history = new HistoryText().acknowledged(1, 10, 0, 20).ended("FAIL", 11, 20, 200, 20);

        assertThat(history.measured().recoveryTime()).isEqualTo(new RecoveryTime.Unknown(RecoveryTime.Why.NO_INJECT));
        assertThat(history.measured().timeline().outage()).isEmpty();
    }

    @Test
    void writesThatHangToTheEndAreAnOutage() {
        var history = new HistoryText().acknowledged(1, 10, 0, 20).mark("INJECT", 200);
        for (int i = 11; i < 600; i++) {
            history.write(i, "INVOKE", 20 * i);
        }

        assertThat(history.measured().recoveryTime()).isInstanceOf(NotReached.class);
        assertThat(history.measured().findings()).anyMatch(finding -> finding.kind() == FindingKind.HUNG_TO_THE_END);
    }

    @Test
    void writesOnTheirWayWhenTheHistoryEndsAreNoOutage() {
        var history = new HistoryText()
                .acknowledged(1, 10, 0, 20)
                .mark("INJECT", 200)
                .acknowledged(11, 400, 200, 20)
                .write(401, "INVOKE", 8_000);

        assertThat(history.measured().recoveryTime()).isEqualTo(new NoOutage(ms(20)));
    }

    @Test
    void aTargetInsideTheBoundIsInconclusive() {
        var measured = new Measured(ms(1_000), Optional.of(ms(20)));

        assertThat(Verdict.of(measured, ms(1_020))).isEqualTo(Verdict.MET);
        assertThat(Verdict.of(measured, ms(1_019))).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(Verdict.of(measured, ms(980))).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(Verdict.of(measured, ms(979))).isEqualTo(Verdict.MISSED);
        assertThat(Verdict.of(new Measured(ms(1), Optional.empty()), ms(1_000))).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void notReachedIsMissedOnlyBeyondTheTarget() {
        var more = new NotReached(ms(1_000), Optional.of(ms(20)), false);

        assertThat(Verdict.of(more, ms(979))).isEqualTo(Verdict.MISSED);
        assertThat(Verdict.of(more, ms(980))).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(Verdict.of(more, ms(5_000))).isEqualTo(Verdict.INCONCLUSIVE);
    }

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }
}
