package io.belastbar.load.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResultBuilder;
import io.belastbar.load.result.SecondResult;
import io.belastbar.load.threshold.Scope;
import io.belastbar.load.threshold.Threshold;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdWatchTest {

    @Test
    void aBreachEndsTheRunInTheSecondInWhichItShows() {
        assertThat(brokenAfter(Runs.aborting("max<100", null, Duration.ZERO), Runs.stalled()))
                .contains(5);
        assertThat(brokenAfter(Runs.aborting("p(50)<100", Duration.ofSeconds(2), Duration.ZERO), Runs.stalled()))
                .isEmpty();
        assertThat(brokenAfter(Runs.aborting("avg<100", Duration.ofSeconds(2), Duration.ZERO), Runs.stalled()))
                .contains(5);
    }

    @Test
    void aBreachBeforeTheDelayThatIsOverDoesNotCount() {
        RunResultBuilder run = Runs.of(20);
        for (int second = 0; second < 20; second++) {
            Runs.second(run, second, 0, 0, 10, second < 3 ? 10 : 0, 5);
        }
        RunResult coldStart = run.build();

        assertThat(brokenAfter(Runs.aborting("rate<50%", null, Duration.ofSeconds(10)), coldStart))
                .isEmpty();
        assertThat(brokenAfter(Runs.aborting("rate<50%", null, Duration.ofSeconds(2)), coldStart))
                .contains(1);
    }

    @Test
    void onlyThresholdsWithAbortOnFailEndARun() {
        assertThat(brokenAfter(Runs.threshold("max<1"), Runs.stalled())).isEmpty();
    }

    @Test
    void aThroughputThatIsNotYetOfferedEndsNothing() {
        assertThat(brokenAfter(Runs.aborting("throughput>200/s", null, Duration.ZERO), Runs.stalled()))
                .isEmpty();
        assertThat(brokenAfter(Runs.aborting("throughput>99.5/s", null, Duration.ZERO), Runs.stalled()))
                .contains(5);
    }

    /** What is on its way at a second's edge has been offered, and is not lost. */
    @ParameterizedTest
    @CsvSource({"50", "500", "3000", "9000"})
    void aHealthyRunIsNotEndedByWhatIsOnItsWay(long latencyMillis) {
        RunResult healthy = constant(100, 30, latencyMillis);

        assertThat(brokenAfter(Runs.aborting("throughput>=100/s", null, Duration.ZERO), healthy))
                .isEmpty();
        assertThat(brokenAfter(Runs.aborting("throughput>=100/s", null, Duration.ofSeconds(10)), healthy))
                .isEmpty();
        assertThat(brokenAfter(Runs.aborting("throughput>=100/s", Duration.ofSeconds(10), Duration.ZERO), healthy))
                .isEmpty();
        assertThat(brokenAfter(Runs.aborting("count>=3000", null, Duration.ZERO), healthy))
                .isEmpty();
        assertThat(ThresholdEvaluation.of(
                        List.of(
                                Runs.threshold("throughput>=100/s"),
                                Runs.on(Scope.WHOLE_RUN, "throughput>=100/s", Duration.ofSeconds(10))),
                        healthy))
                .extracting(ThresholdResult::status)
                .containsOnly(ThresholdResult.Status.PASS);
    }

    @Test
    void aTargetThatFailsIsNotWaitedFor() {
        RunResultBuilder run = Runs.of(30);
        for (int second = 0; second < 30; second++) {
            Runs.second(run, second, 0, 0, 100, second >= 10 ? 50 : 0, 50);
        }

        assertThat(brokenAfter(Runs.aborting("throughput>=100/s", null, Duration.ZERO), run.build()))
                .contains(10);
    }

    /** Seconds after the load's end come with answers only; the windows that were offered are judged. */
    @Test
    void aStallWithinAWindowIsSeen() {
        RunResultBuilder run = Runs.of(30);
        for (int n = 0; n < 3_000; n++) {
            long due = n * 10_000L;
            long ended = due >= 10_000_000 && due < 15_000_000 ? 15_000_000 : due;
            run.started(0, 0, due);
            run.record(0, 0, ended, ended - due + 5_000, 5_000, null, 1, 1);
        }
        Threshold window = Runs.on(Scope.WHOLE_RUN, "throughput>=100/s", Duration.ofSeconds(5));

        assertThat(ThresholdEvaluation.of(List.of(window), run.build()).getFirst())
                .satisfies(result -> assertThat(result.status()).isEqualTo(ThresholdResult.Status.FAIL))
                .satisfies(result -> assertThat(result.observed()).isLessThan(50));
    }

    /** Open load whose every answer takes as long; the last ones come when the load is over. */
    private static RunResult constant(int perSecond, int seconds, long latencyMillis) {
        RunResultBuilder run = Runs.of(seconds);
        for (int n = 0; n < perSecond * seconds; n++) {
            long due = n * 1_000_000L / perSecond;
            run.started(0, 0, due);
            run.record(0, 0, due + latencyMillis * 1_000, latencyMillis * 1_000, latencyMillis * 1_000, null, 1, 1);
        }
        return run.build();
    }

    private static Optional<Integer> brokenAfter(Threshold threshold, RunResult run) {
        ThresholdWatch watch = new ThresholdWatch(List.of(threshold), run.steps(), run.tenants());
        for (SecondResult second : run.seconds()) {
            if (watch.after(second).isPresent()) {
                return Optional.of(second.second());
            }
        }
        return Optional.empty();
    }
}
