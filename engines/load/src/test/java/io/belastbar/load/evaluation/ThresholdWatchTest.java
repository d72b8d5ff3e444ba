package io.belastbar.load.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResultBuilder;
import io.belastbar.load.result.SecondResult;
import io.belastbar.load.threshold.Threshold;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
