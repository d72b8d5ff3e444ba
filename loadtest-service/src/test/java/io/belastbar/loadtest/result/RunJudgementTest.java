package io.belastbar.loadtest.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.RunVerdict;
import io.belastbar.load.result.GeneratorReport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunJudgementTest {

    private static final Duration LIMIT = Duration.ofMillis(100);

    @Test
    void aPunctualRunIsPassed() {
        RunJudgement judgement = RunJudgement.of(new RunEnd.Completed(), generator(99, 0, 0), LIMIT);

        assertThat(judgement).isEqualTo(new RunJudgement(RunVerdict.PASSED, List.of()));
    }

    @Test
    void aLateGeneratorMakesARunInvalidAndSaysHowLateAndWhatToChange() {
        RunJudgement judgement = RunJudgement.of(new RunEnd.Completed(), generator(250, 0, 0), LIMIT);

        assertThat(judgement.verdict()).isEqualTo(RunVerdict.INVALID);
        assertThat(judgement.reasons()).singleElement().asString().contains("p99 250.0 ms, limit 100 ms", "more lanes");
    }

    @Test
    void droppedAndThrottledStartsMakeARunInvalid() {
        RunJudgement judgement = RunJudgement.of(new RunEnd.Completed(), generator(0, 7, 3), LIMIT);

        assertThat(judgement.verdict()).isEqualTo(RunVerdict.INVALID);
        assertThat(judgement.reasons()).hasSize(2);
        assertThat(judgement.reasons().getFirst()).contains("gave up 7 planned starts", "more users");
        assertThat(judgement.reasons().getLast()).contains("held back 3 requests");
    }

    @Test
    void aCancelledRunIsAbortedAndNamesWho() {
        RunJudgement judgement = RunJudgement.of(new RunEnd.Cancelled("eva"), generator(0, 0, 0), LIMIT);

        assertThat(judgement).isEqualTo(new RunJudgement(RunVerdict.ABORTED, List.of("Cancelled by eva.")));
    }

    @Test
    void aLostRunSaysWhatIsLeft() {
        assertThat(RunJudgement.lost(new RunEnd.ServiceStopped(), 0).reasons())
                .last()
                .asString()
                .contains("is lost");
        assertThat(RunJudgement.lost(new RunEnd.ServiceStopped(), 12).reasons())
                .last()
                .asString()
                .contains("first 12 seconds had been stored");
    }

    private static GeneratorReport generator(double latenessMs, long dropped, long throttled) {
        return new GeneratorReport(latenessMs, latenessMs, dropped, throttled, 0, 0, 0, List.of());
    }
}
