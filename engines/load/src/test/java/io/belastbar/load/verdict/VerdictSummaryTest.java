package io.belastbar.load.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.RunVerdict;
import io.belastbar.load.evaluation.Runs;
import io.belastbar.load.evaluation.ThresholdEvaluation;
import io.belastbar.load.evaluation.ThresholdResult;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResultBuilder;
import io.belastbar.load.threshold.BudgetThresholds.NotCovered;
import io.belastbar.load.threshold.BudgetThresholds.Objective;
import io.belastbar.load.threshold.BudgetThresholds.Reason;
import io.belastbar.load.threshold.Threshold;
import io.belastbar.report.Sentence;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No text claims more than the run showed. */
class VerdictSummaryTest {

    @Test
    void allKeptForCertainIsAllKept() {
        assertThat(summary(run(3_000, 0), "rate<0.1%", "p(95)<500").english()).isEqualTo("every threshold was kept");
    }

    @Test
    void keptWithoutProofIsSaid() {
        assertThat(summary(run(1_000, 9), "rate<1%", "p(95)<500").english())
                .isEqualTo("every threshold was kept, 1 of 2 not with 95 % confidence");
    }

    @Test
    void whatCouldNotBeJudgedIsNamed() {
        Sentence summary = summary(run(50, 0), "p(50)<100", "max<1s", "rate<0.1%");

        assertThat(summary.english())
                .isEqualTo("every threshold that could be judged was kept; 1 of 3 could not: rate<0.001: 0 %; 0 of 50"
                        + " requests failed, 0 allowed; 2,995 are needed to tell with 95 % confidence");
        assertThat(summary.german())
                .startsWith("alle Schwellen, die sich beurteilen ließen, sind eingehalten; 1 von 3 ließ sich nicht"
                        + " beurteilen: rate<0.001");
    }

    @Test
    void whereNothingWasProvenThePassClaimsNothing() {
        Sentence summary = summary(run(50, 0), "rate<0.1%");

        assertThat(summary.english()).startsWith("nothing was proven: rate<0.001: 0 %; 0 of 50 requests failed");
        assertThat(summary.german()).startsWith("nichts wurde bewiesen: rate<0.001: 0 %; 0 von 50 Anfragen");
    }

    @Test
    void aRunThatBrokeOffUnjudgedSaysSo() {
        RunJudgement aborted = new RunJudgement(RunVerdict.ABORTED, List.of());

        assertThat(VerdictSummary.of(aborted, List.of(), List.of(), run(0, 0)).english())
                .isEqualTo("the run did not come to its end; no threshold was judged");
        assertThat(VerdictSummary.of(
                                aborted,
                                ThresholdEvaluation.of(List.of(Runs.threshold("p(95)<500")), run(50, 0)),
                                List.of(),
                                run(50, 0))
                        .german())
                .isEqualTo("der Lauf kam nicht zu seinem Ende");
    }

    @Test
    void withoutThresholdsFailuresAreStillSaid() {
        assertThat(summary(run(100, 0)).english()).isEqualTo("the load was the one that was asked for");
        assertThat(summary(run(100, 40)).english())
                .isEqualTo("the load was the one that was asked for; 40 of 100 requests failed");
    }

    @Test
    void theBrokenAreCounted() {
        assertThat(summary(run(1_000, 500), "p(50)<100", "rate<1%", "p(95)<500").english())
                .isEqualTo("2 of 3 thresholds violated");
    }

    @Test
    void aPromiseThatIsNotShownIsNoThreshold() {
        assertThat(summary(List.of(missing(Reason.REQUIRED_NOT_CALLED)), run(3_000, 0), "p(95)<500"))
                .isEqualTo(new Sentence(
                        "1 promise of the budget is not shown by the run, which does not call its endpoint",
                        "1 Zusage des Budgets zeigt der Lauf nicht: Er ruft ihren Endpunkt nicht auf"));
        assertThat(summary(
                                List.of(missing(Reason.ENDPOINT_UNNAMED), missing(Reason.REQUIRED_NOT_CALLED)),
                                run(1_000, 500),
                                "rate<1%",
                                "p(95)<500")
                        .english())
                .isEqualTo("2 of 2 thresholds violated; 2 promises of the budget are not shown by the run, which does"
                        + " not call their endpoints");
    }

    @Test
    void aRunThatAThresholdEndedSaysSo() {
        RunResult run = run(3_000, 0);
        List<ThresholdResult> kept = ThresholdEvaluation.of(List.of(Runs.threshold("p(95)<500")), run);
        RunEnding ended = new RunEnding.ThresholdBroken(kept.getFirst());

        for (List<NotCovered> open : List.of(List.<NotCovered>of(), List.of(missing(Reason.REQUIRED_NOT_CALLED)))) {
            RunJudgement judgement = RunVerdictRule.judge(ended, run, kept, open, GeneratorLimits.DEFAULT);

            assertThat(VerdictSummary.of(judgement, kept, open, run).english()).startsWith("a threshold ended the run");
        }
    }

    private static NotCovered missing(Reason reason) {
        return new NotCovered(new Objective("GET /x", "target_error_rate", "≤ 1%"), reason);
    }

    private static Sentence summary(RunResult run, String... expressions) {
        return summary(List.of(), run, expressions);
    }

    private static Sentence summary(List<NotCovered> notCovered, RunResult run, String... expressions) {
        List<Threshold> thresholds =
                Arrays.stream(expressions).map(Runs::threshold).toList();
        List<ThresholdResult> found = ThresholdEvaluation.of(thresholds, run);
        RunJudgement judgement =
                RunVerdictRule.judge(new RunEnding.Completed(), run, found, notCovered, GeneratorLimits.DEFAULT);
        return VerdictSummary.of(judgement, found, notCovered, run);
    }

    private static RunResult run(int requests, int failed) {
        RunResultBuilder run = Runs.of(1);
        Runs.second(run, 0, 0, 0, requests, failed, 5);
        return run.build();
    }
}
