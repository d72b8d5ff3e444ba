package io.belastbar.loadtest.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.RunVerdict;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class RunJudgementTest {

    private static final Duration LIMIT = Duration.ofMillis(100);

    @Test
    void aCompletedRunOfAPunctualGeneratorPasses() {
        RunJudgement judgement = RunJudgement.of(new RunEnd.Completed(), measured(3_000, 0), LIMIT);

        assertThat(judgement).isEqualTo(new RunJudgement(RunVerdict.PASSED, List.of()));
    }

    @Test
    void aLateGeneratorMakesTheRunInvalidAndSaysByHowMuch() {
        RunJudgement judgement = RunJudgement.of(new RunEnd.Completed(), measured(150_000, 0), LIMIT);

        assertThat(judgement.verdict()).isEqualTo(RunVerdict.INVALID);
        assertThat(judgement.reasons())
                .containsExactly("The load generator itself was late: p99 150.0 ms, limit 100 ms. The latencies are not"
                        + " the target's alone.");
    }

    @Test
    void aRunThatMetTheCapIsInvalid() {
        assertThat(RunJudgement.of(new RunEnd.Completed(), measured(0, 7), LIMIT)
                        .verdict())
                .isEqualTo(RunVerdict.INVALID);
    }

    @Test
    void anAbortedRunStaysAbortedHoweverLateTheGeneratorWas() {
        RunJudgement judgement = RunJudgement.of(new RunEnd.Cancelled("eve"), measured(150_000, 0), LIMIT);

        assertThat(judgement.verdict()).isEqualTo(RunVerdict.ABORTED);
        assertThat(judgement.reasons()).hasSize(2).first().isEqualTo("Cancelled by eve.");
    }

    private static LoadMeasurement measured(long latenessMicros, long throttled) {
        Histogram lateness = new Histogram(4);
        lateness.recordValue(latenessMicros);
        return new LoadMeasurement(0, 1, throttled, lateness, List.of());
    }
}
