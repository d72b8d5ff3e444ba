package io.belastbar.load.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.RunVerdict;
import io.belastbar.load.evaluation.Runs;
import io.belastbar.load.evaluation.ThresholdEvaluation;
import io.belastbar.load.evaluation.ThresholdResult;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.FailureCause;
import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.GeneratorReport.Shortfall;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResultBuilder;
import io.belastbar.load.threshold.BudgetThresholds;
import io.belastbar.load.threshold.BudgetThresholds.Objective;
import io.belastbar.load.threshold.Scope;
import io.belastbar.load.threshold.Threshold;
import io.belastbar.report.Sentence;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunVerdictRuleTest {

    private static final RunResult RUN = Runs.stalled();
    private static final RunEnding DONE = new RunEnding.Completed();
    private static final RunEnding CANCELLED =
            new RunEnding.Early(new Sentence("Cancelled by ada.", "Abgebrochen von ada."));
    private static final Threshold KEPT = Runs.threshold("p(50)<100");
    private static final Threshold BROKEN = Runs.threshold("p(99)<100");
    private static final Threshold WITHOUT_DATA = Runs.on(Scope.step("POST_angebote"), "p(95)<1", null);
    private static final Threshold NOT_OFFERED = Runs.threshold("throughput>500/s");

    @Test
    void allThresholdsKeptIsPassed() {
        assertThat(judge(DONE, RUN, KEPT)).isEqualTo(new RunJudgement(RunVerdict.PASSED, List.of()));
    }

    @Test
    void aBrokenThresholdIsFailed() {
        RunJudgement judgement = judge(DONE, RUN, KEPT, BROKEN);

        assertThat(judgement.verdict()).isEqualTo(RunVerdict.FAILED);
        assertThat(judgement.reasons())
                .extracting(Sentence::english)
                .containsExactly(
                        "p(99)<100: 300 ms, 200 % outside the limit; 100 of 1,000 requests slower than the limit or"
                                + " failed (10), 10 allowed.");
    }

    @Test
    void aLateGeneratorProvesNeitherFailureNorPass() {
        RunResult late = with(new GeneratorReport(25, 80, 0, 0, 0.99, 0.5, 10, List.of(), null));

        RunJudgement judgement = judge(DONE, late, BROKEN);

        assertThat(judgement.verdict()).isEqualTo(RunVerdict.INVALID);
        assertThat(judgement.reasons().getFirst().english())
                .isEqualTo(
                        "The load generator itself was late: p99 25 ms, limit 20 ms (the tightest time limit is 100"
                                + " ms). The latencies are not the target's alone. Its processor was busy: offer less, or use more cores or machines.");
        assertThat(judge(DONE, late, KEPT).verdict()).isEqualTo(RunVerdict.INVALID);
    }

    @Test
    void startsThatWereGivenUpOrHeldBackMakeARunInvalid() {
        assertThat(judge(DONE, with(new GeneratorReport(1, 1, 3, 0, -1, -1, 1, List.of(), null)), KEPT)
                        .verdict())
                .isEqualTo(RunVerdict.INVALID);
        assertThat(judge(DONE, with(new GeneratorReport(1, 1, 0, 3, -1, -1, 1, List.of(), null)), KEPT)
                        .reasons()
                        .getFirst()
                        .german())
                .startsWith("Die Obergrenze der Anfragerate hielt 3 Anfragen zurück");
    }

    @Test
    void aThresholdWithoutDataIsInvalidUnlessAnotherOneFailed() {
        assertThat(judge(DONE, RUN, KEPT, WITHOUT_DATA).verdict()).isEqualTo(RunVerdict.INVALID);
        assertThat(judge(DONE, RUN, BROKEN, WITHOUT_DATA).verdict()).isEqualTo(RunVerdict.FAILED);
    }

    @Test
    void aThroughputThatTheScenarioWantsMustHaveBeenOffered() {
        assertThat(judge(DONE, RUN, NOT_OFFERED).verdict()).isEqualTo(RunVerdict.INVALID);
        Threshold budget = BudgetThresholds.of(
                        List.of(new Objective("GET /api/v1/employees", "target_throughput", "≥ 500 req/s")), Runs.STEPS)
                .thresholds()
                .getFirst();
        assertThat(judge(DONE, RUN, KEPT, budget).verdict()).isEqualTo(RunVerdict.PASSED);
    }

    @Test
    void anEarlyEndIsAbortedUnlessAThresholdEndedIt() {
        assertThat(judge(CANCELLED, RUN, BROKEN).verdict()).isEqualTo(RunVerdict.ABORTED);
        assertThat(judge(CANCELLED, RUN, BROKEN).reasons().getFirst().german()).isEqualTo("Abgebrochen von ada.");

        ThresholdResult broken = ThresholdEvaluation.of(List.of(BROKEN), RUN).getFirst();
        RunJudgement ended = judge(new RunEnding.ThresholdBroken(broken), RUN, KEPT, WITHOUT_DATA);
        assertThat(ended.verdict()).isEqualTo(RunVerdict.FAILED);
        assertThat(ended.reasons().getFirst().english()).startsWith("The run was ended by a broken threshold: p(99)");
    }

    @Test
    void aRunWithoutRequestsProvesNothing() {
        assertThat(judge(DONE, Runs.of(5).build()).verdict()).isEqualTo(RunVerdict.INVALID);
    }

    @Test
    void aTargetThatNeverAnsweredProvesNothing() {
        RunResult refused = failing(ErrorClass.CONNECTION_FAILED, ErrorClass.TIMEOUT);

        RunJudgement without = judge(DONE, refused);
        RunJudgement within = judge(DONE, refused, Runs.threshold("p(95)<500"));

        assertThat(without.verdict()).isEqualTo(RunVerdict.INVALID);
        assertThat(within.verdict()).isEqualTo(RunVerdict.INVALID);
        assertThat(without.reasons())
                .extracting(Sentence::english)
                .containsExactly(
                        "Every request of `list` failed: 200 (TIMEOUT 100, CONNECTION_FAILED 100).",
                        "The target never answered: all 200 requests failed.");
    }

    /** Users whose first request is refused at once spin; that the cap held them back is not what is wrong. */
    @Test
    void thatEveryRequestWasRefusedIsToldFirst() {
        RunResult forbidden = failing(ErrorClass.UNEXPECTED_STATUS);
        RunResult spinning = new RunResult(
                forbidden.identity(),
                forbidden.provenance(),
                forbidden.steps(),
                forbidden.tenants(),
                forbidden.seconds(),
                forbidden.totals(),
                new GeneratorReport(1, 1, 0, 11_037, -1, -1, 1, List.of(), null));

        RunJudgement judgement = judge(DONE, spinning, Runs.threshold("p(95)<500"));

        assertThat(judgement.verdict()).isEqualTo(RunVerdict.INVALID);
        assertThat(judgement.reasons().get(1))
                .isEqualTo(new Sentence(
                        "No request had a good answer: all 100 requests failed.",
                        "Keine Anfrage hatte eine gute Antwort: Alle 100 Anfragen schlugen fehl."));
        assertThat(judgement.reasons().get(2).english()).startsWith("The cap on the request rate held back 11,037");
    }

    @Test
    void oneGoodAnswerIsEnoughToBeJudged() {
        RunResultBuilder run = Runs.of(1);
        Runs.second(run, 0, 0, 0, 100, 99, 5);

        RunJudgement judgement = judge(DONE, run.build(), Runs.threshold("p(95)<500"));

        assertThat(judgement.verdict()).isEqualTo(RunVerdict.FAILED);
    }

    @Test
    void tooFewRequestsToTellAreInvalidOnlyWhereTheyMissed() {
        RunResultBuilder kept = Runs.of(1);
        Runs.second(kept, 0, 0, 0, 50, 0, 5);
        RunResultBuilder missed = Runs.of(1);
        Runs.second(missed, 0, 0, 0, 45, 0, 5);
        Runs.second(missed, 0, 0, 0, 3, 0, 900);

        assertThat(judge(DONE, kept.build(), Runs.threshold("rate<0.1%")).verdict())
                .isEqualTo(RunVerdict.PASSED);
        RunJudgement open = judge(DONE, missed.build(), Runs.threshold("p(95)<500"));
        assertThat(open.verdict()).isEqualTo(RunVerdict.INVALID);
        assertThat(open.reasons())
                .extracting(Sentence::english)
                .containsExactly(
                        "p(95)<500: 900 ms; 3 of 48 requests slower than the limit, 2 allowed: missed in this run;"
                                + " so few more may be chance; 59 are needed to tell with 95 % confidence.");
    }

    private static RunResult failing(ErrorClass... errors) {
        RunResultBuilder run = Runs.of(2);
        for (int n = 0; n < 100 * errors.length; n++) {
            run.started(0, 0, n * 5_000L);
            run.record(0, 0, n * 5_000L, 2_500, 0, errors[n % errors.length], 1, 0);
        }
        return run.build();
    }

    @Test
    void testDataThatWasUsedUpIsNoPassButAFailureIsStillOne() {
        RunResult shorter = with(shortOf(Shortfall.Kind.TEST_DATA));

        assertThat(judge(DONE, shorter, KEPT).verdict()).isEqualTo(RunVerdict.INVALID);
        assertThat(judge(DONE, shorter).reasons()).extracting(Sentence::english).containsExactly("TEST_DATA");
        assertThat(judge(DONE, shorter, BROKEN).verdict()).isEqualTo(RunVerdict.FAILED);
        assertThat(judge(DONE, shorter, BROKEN).reasons())
                .extracting(Sentence::english)
                .endsWith("TEST_DATA");
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECTIONS", "USERS"})
    void startsThatWaitedForTheGeneratorProveNeitherFailureNorPass(Shortfall.Kind kind) {
        RunResult starved = with(shortOf(kind));

        assertThat(judge(DONE, starved, KEPT).verdict()).isEqualTo(RunVerdict.INVALID);
        assertThat(judge(DONE, starved, BROKEN).verdict()).isEqualTo(RunVerdict.INVALID);
        assertThat(judge(CANCELLED, starved, KEPT).verdict()).isEqualTo(RunVerdict.ABORTED);
    }

    private static GeneratorReport shortOf(Shortfall.Kind kind) {
        Shortfall shortfall = new Shortfall(kind, new Sentence(kind.name(), kind.name()));
        return new GeneratorReport(1, 1, 0, 0, -1, -1, 1, List.of(), null, List.of(shortfall));
    }

    @Test
    void thatEveryRequestOfAStepFailedIsSaidFirstWithItsCause() {
        RunResultBuilder run = Runs.of(2);
        Runs.second(run, 0, 0, 0, 50, 50, 1);
        run.failures(new FailureCause(0, ErrorClass.UNEXPECTED_STATUS, "403", "expected 200, got 403", 50))
                .generator(new GeneratorReport(1, 1, 0, 11_037, -1, -1, 1, List.of(), null));

        RunJudgement judgement = judge(DONE, run.build(), WITHOUT_DATA);

        assertThat(judgement.verdict()).isEqualTo(RunVerdict.INVALID);
        assertThat(judgement.reasons().getFirst().english())
                .isEqualTo("Every request of `list` failed: UNEXPECTED_STATUS 403, expected 200, got 403 (50 of 50).");
        assertThat(judgement.reasons()).hasSizeGreaterThan(1);
        assertThat(judge(CANCELLED, run.build()).reasons())
                .extracting(Sentence::english)
                .startsWith("Cancelled by ada.")
                .element(1)
                .asString()
                .startsWith("Every request of `list` failed");
    }

    @Test
    void thatManyFailedIsSaidBeforeThatTheCapHeldThemBack() {
        RunResultBuilder run = Runs.of(2);
        Runs.second(run, 0, 0, 0, 200, 50, 1);
        run.generator(new GeneratorReport(1, 1, 0, 11_037, -1, -1, 1, List.of(), null));

        assertThat(judge(DONE, run.build(), KEPT).verdict()).isEqualTo(RunVerdict.INVALID);
        assertThat(judge(DONE, run.build(), KEPT).reasons().getFirst())
                .isEqualTo(
                        new Sentence("50 of 200 requests failed (25 %).", "50 von 200 Anfragen schlugen fehl (25 %)."));
    }

    private static RunResult with(GeneratorReport generator) {
        return new RunResult(
                RUN.identity(), RUN.provenance(), RUN.steps(), RUN.tenants(), RUN.seconds(), RUN.totals(), generator);
    }

    private static RunJudgement judge(RunEnding ending, RunResult run, Threshold... thresholds) {
        return RunVerdictRule.judge(
                ending, run, ThresholdEvaluation.of(List.of(thresholds), run), GeneratorLimits.DEFAULT);
    }
}
