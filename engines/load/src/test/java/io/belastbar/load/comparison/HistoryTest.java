package io.belastbar.load.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.comparison.CompareRuns.ComparisonSettings;
import io.belastbar.load.comparison.StepComparison.Outcome;
import io.belastbar.load.result.RunResult;
import io.belastbar.report.ReportLanguage;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What earlier runs may widen: F is a fast one, S one that is three times as slow, oldest first. */
class HistoryTest {

    private static final SimulatedResult FAST = SimulatedResult.plain("a", 60, 60);
    private static final SimulatedResult SLOW = FAST.slower(3, 1);

    @ParameterizedTest
    @ValueSource(strings = {"FSF", "FFFFFFFFSF", "SFFFFFFFFF", "FFFFFSSSSS", "FSFFFFSF"})
    void aRunThatWasReallySlowerHidesNoSlowdown(String history) {
        StepComparison compared = compare(history);

        assertThat(compared.outcome()).isEqualTo(Outcome.SLOWER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FSFS", "FSFSFSFSFS"})
    void whereHalfOfTheRunsLieApartTheSentenceNamesThat(String history) {
        StepComparison compared = compare(history);

        assertThat(compared.outcome()).isEqualTo(Outcome.CANNOT_TELL);
        assertThat(VerdictSentence.of(compared, ReportLanguage.ENGLISH))
                .matches(
                        "Cannot tell: p95 was measured .* slower, but earlier runs of this scenario lie \\d+ % apart\\.");
        assertThat(VerdictSentence.of(compared, ReportLanguage.GERMAN))
                .contains("frühere Läufe dieses Szenarios liegen");
    }

    @Test
    void equalRunsAfterSuchAHistoryAreNotSaidToBeTooShort() {
        StepComparison compared = compare("FSFSFSFS", FAST);

        assertThat(compared.outcome()).isEqualTo(Outcome.NO_DIFFERENCE_SHOWN);
        assertThat(VerdictSentence.of(compared, ReportLanguage.ENGLISH))
                .contains("because earlier runs of this scenario lie")
                .doesNotContain("this much data");
    }

    private static StepComparison compare(String history) {
        return compare(history, SLOW);
    }

    private static StepComparison compare(String history, SimulatedResult last) {
        List<RunResult> earlier = IntStream.range(0, history.length())
                .mapToObj(run -> (history.charAt(run) == 'S' ? SLOW : FAST).result(10 + run))
                .toList();
        List<ComparedRun> runs =
                List.of(SimulatedResult.sound("a", FAST.result(1)), SimulatedResult.sound("b", last.result(2)));
        return CompareRuns.compare(runs, earlier, new ComparisonSettings(400, 0.05), new SplittableRandom(1))
                .candidates()
                .getFirst()
                .overall();
    }
}
