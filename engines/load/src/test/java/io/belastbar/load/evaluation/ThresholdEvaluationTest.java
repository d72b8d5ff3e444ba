package io.belastbar.load.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.load.evaluation.ThresholdResult.Status;
import io.belastbar.load.evaluation.ThresholdResult.Window;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResultBuilder;
import io.belastbar.load.threshold.Scope;
import io.belastbar.load.threshold.Threshold;
import io.belastbar.load.threshold.Threshold.Origin;
import io.belastbar.load.threshold.ThresholdExpression;
import io.belastbar.load.threshold.TimeBasis;
import io.belastbar.report.ReportLanguage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdEvaluationTest {

    private static final RunResult STALLED = Runs.stalled();

    @ParameterizedTest
    @CsvSource({
        "p(50)<21, PASS, 20, 5",
        "p(99)<200, FAIL, 300, -50",
        "avg<50, PASS, 48, 4",
        "min<21, PASS, 20, 5",
        "rate<1%, FAIL, 0.01, 0",
        "rate<=1%, WARN, 0.01, 0",
        "rate<2%, PASS, 0.01, 50",
        "count>=1000, FAIL, 990, -1",
        "count>=990, PASS, 990, 0",
        "count<=1000, PASS, 1000, 0",
        "count==1000, FAIL, 1000, 0",
        "throughput>90/s, PASS, 99, 10",
        "throughput>=100/s, FAIL, 99, -1",
        "throughput>200/s, NOT_OFFERED, 99, -50.5",
    })
    void theWholeRunIsHeldAgainstTheLimit(String expression, Status status, double observed, double marginPercent) {
        ThresholdResult result = evaluate(Runs.threshold(expression));

        assertThat(result.status()).isEqualTo(status);
        assertThat(result.observed()).isCloseTo(observed, within(observed / 500 + 1e-12));
        assertThat(result.marginPercent()).isCloseTo(marginPercent, within(0.6));
        assertThat(result.samples()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @CsvSource({"max<=10s", "max>=10s", "p(99.9)<1m", "min>10"})
    void aLimitThatAFailedRequestBreaksIsBroken(String expression) {
        ThresholdResult result = evaluate(Runs.threshold(expression));

        assertThat(result.missed()).isTrue();
    }

    @Test
    void aPercentileBeyondEveryGoodAnswerHasNoValue() {
        ThresholdResult result = evaluate(Runs.threshold("p(99.9)<1m"));

        assertThat(result.status()).isEqualTo(Status.FAIL);
        assertThat(result.observed()).isNull();
        assertThat(result.margin()).isNull();
        assertThat(result.sentence().english())
                .isEqualTo("p(99.9)<60000: beyond every good answer, because 10 of 1,000 requests failed; 10 of 1,000"
                        + " requests slower than the limit or failed (10), 1 allowed.");
        assertThat(result.sentence().german())
                .isEqualTo("p(99.9)<60000: jenseits jeder guten Antwort, weil 10 von 1.000 Anfragen fehlschlugen; 10"
                        + " von 1.000 Anfragen langsamer als die Grenze oder fehlgeschlagen (10), 1 erlaubt.");
    }

    @Test
    void tooFewRequestsCannotTell() {
        RunResultBuilder few = Runs.of(5);
        for (int second = 0; second < 5; second++) {
            Runs.second(few, second, 0, 0, 10, 0, 5);
        }
        RunResultBuilder oneFailed = Runs.of(5);
        for (int second = 0; second < 5; second++) {
            Runs.second(oneFailed, second, 0, 0, 10, second == 3 ? 1 : 0, 5);
        }

        ThresholdResult kept = first("rate<0.1%", few.build());
        ThresholdResult missed = first("rate<0.1%", oneFailed.build());

        assertThat(kept.status()).isEqualTo(Status.INCONCLUSIVE);
        assertThat(kept.missed()).isFalse();
        assertThat(kept.sentence().english())
                .isEqualTo("rate<0.001: 0 %; 0 of 50 requests failed, 0 allowed; 2,995 are needed to tell with 95 %"
                        + " confidence.");
        assertThat(missed.status()).isEqualTo(Status.FAIL);
        assertThat(first("p(99)<2", few.build()).status()).isEqualTo(Status.FAIL);
        assertThat(first("p(99)<100", few.build()).status()).isEqualTo(Status.INCONCLUSIVE);
        assertThat(first("p(50)<100", few.build()).status()).isEqualTo(Status.PASS);
    }

    /** 43 slow ones of 800 where 40 are allowed happen to every third healthy target. */
    @Test
    void aFewTooManyAreSaidByNumberAndNotByAMargin() {
        ThresholdResult result = first("p(95)<500", bimodal(800, 43));

        assertThat(result.status()).isEqualTo(Status.FAIL);
        assertThat(result.sentence().english())
                .isEqualTo(
                        "p(95)<500: 801 ms; 43 of 800 requests slower than the limit, 40 allowed: missed in this run;"
                                + " so few more may be chance.");
        assertThat(result.sentence().german())
                .contains("43 von 800")
                .contains("40 erlaubt")
                .doesNotContain("außerhalb");
        assertThat(first("p(95)<500", bimodal(800, 80)).sentence().english())
                .isEqualTo("p(95)<500: 801 ms, 60.2 % outside the limit; 80 of 800 requests slower than the limit, 40"
                        + " allowed.");
        assertThat(first("p(95)<500", bimodal(800, 38)).status()).isEqualTo(Status.WARN);
        assertThat(first("p(95)<500", bimodal(800, 38)).sentence().english())
                .endsWith("38 of 800 requests slower than the limit, 40 allowed: kept in this run, not with 95 %"
                        + " confidence.");
        assertThat(first("p(95)<500", bimodal(40, 3)).status()).isEqualTo(Status.INCONCLUSIVE);
        assertThat(first("p(95)<500", bimodal(40, 3)).missed()).isTrue();
    }

    private static RunResult bimodal(int requests, int slow) {
        RunResultBuilder run = Runs.of(8);
        for (int n = 0; n < requests; n++) {
            long at = n * 8_000_000L / requests;
            run.started(0, 0, at);
            run.record(0, 0, at, n < slow ? 800_500 : 20_000, 10_000, null, 1, 1);
        }
        return run.build();
    }

    private static ThresholdResult first(String expression, RunResult run) {
        return ThresholdEvaluation.of(List.of(Runs.threshold(expression)), run).getFirst();
    }

    @Test
    void aScopeOnlySeesItsStepsAndTenants() {
        assertThat(evaluate(Runs.on(new Scope(null, "org_1"), "max<100", null)).status())
                .isEqualTo(Status.PASS);
        assertThat(evaluate(Runs.on(new Scope(null, "org_2"), "max<100", null)).status())
                .isEqualTo(Status.FAIL);
        assertThat(evaluate(Runs.on(Scope.step("GET_employees"), "count>=990", null))
                        .status())
                .isEqualTo(Status.PASS);
        assertThat(evaluate(Runs.on(new Scope("GET /api/v1/employees", "org_1"), "count==500", null))
                        .status())
                .isEqualTo(Status.PASS);
    }

    @Test
    void withoutDataNothingIsJudged() {
        ThresholdResult result = evaluate(Runs.on(Scope.step("POST_angebote"), "p(95)<500", null));

        assertThat(result.status()).isEqualTo(Status.NO_DATA);
        assertThat(result.observed()).isNull();
        assertThat(result.sentence().english())
                .isEqualTo("POST_angebote: p(95)<500: no data. No request finished" + " that it could be judged by.");
        assertThat(evaluate(Runs.on(new Scope(null, "org_7"), "p(95)<500", null))
                        .status())
                .isEqualTo(Status.NO_DATA);
    }

    @Test
    void aPercentileThatTheSourceDoesNotTellIsNoData() {
        RunResult imported = new RunResult(
                STALLED.identity(),
                new Provenance("k6", "", "", List.of(), 95),
                STALLED.steps(),
                STALLED.tenants(),
                STALLED.seconds(),
                STALLED.totals(),
                STALLED.generator());

        assertThat(ThresholdEvaluation.of(List.of(Runs.threshold("p(99)<500"), Runs.threshold("p(95)<500")), imported))
                .extracting(ThresholdResult::status)
                .containsExactly(Status.NO_DATA, Status.PASS);
    }

    @Test
    void serviceTimesCountFromTheSend() {
        Threshold service = new Threshold(
                Scope.WHOLE_RUN,
                ThresholdExpression.parse("p(98)<200").getFirst(),
                TimeBasis.SERVICE,
                null,
                false,
                Duration.ZERO,
                Origin.SCENARIO);

        assertThat(evaluate(service).observed()).isCloseTo(150, within(0.2));
    }

    @Test
    void theWorstWindowIsFoundWithItsTime() {
        ThresholdResult result = evaluate(Runs.on(Scope.WHOLE_RUN, "p(50)<100", Duration.ofSeconds(1)));

        assertThat(result.status()).isEqualTo(Status.FAIL);
        assertThat(result.worst()).isEqualTo(new Window(5, 6));
        assertThat(result.samples()).isEqualTo(100);
        assertThat(result.sentence().english())
                .isEqualTo("p(50)<100 in every 1 s: 300 ms in the worst window, second 5 to 6, 200 % outside the"
                        + " limit; 10 of 100 failed.");
        assertThat(result.sentence().german())
                .isEqualTo("p(50)<100 in je 1 s: 300 ms im schlechtesten Zeitfenster, Sekunde 5 bis 6, 200 %"
                        + " außerhalb der Grenze; 10 von 100 fehlgeschlagen.");
    }

    @Test
    void aWindowHidesWhatALongerOneDilutes() {
        assertThat(evaluate(Runs.on(Scope.WHOLE_RUN, "avg<115", Duration.ofSeconds(3)))
                        .observed())
                .isCloseTo((20 + 20 + 300) / 3.0, within(0.5));
        assertThat(evaluate(Runs.on(Scope.WHOLE_RUN, "avg<50", Duration.ofSeconds(60)))
                        .observed())
                .isCloseTo(48, within(0.2));
    }

    @Test
    void throughputIsJudgedWhereItWasOffered() {
        RunResultBuilder run = Runs.of(40);
        for (int second = 0; second < 40; second++) {
            Runs.second(run, second, 0, 0, Math.min(200, 10 + second * 10), 0, 5);
        }
        RunResult ramped = run.build();

        List<ThresholdResult> results = ThresholdEvaluation.of(
                List.of(
                        Runs.threshold("throughput>=200/s"),
                        Runs.threshold("throughput>=201/s"),
                        Runs.on(Scope.WHOLE_RUN, "throughput>=200/s", Duration.ofSeconds(5))),
                ramped);

        assertThat(results)
                .extracting(ThresholdResult::status)
                .containsExactly(Status.PASS, Status.NOT_OFFERED, Status.PASS);
        assertThat(results.get(0).worst()).isEqualTo(new Window(19, 40));
        assertThat(results.get(1).sentence().in(ReportLanguage.ENGLISH)).contains("were offered");
    }

    @Test
    void secondsWithoutRequestsAreWindowsToo() {
        RunResultBuilder run = Runs.of(10);
        Runs.second(run, 0, 0, 0, 10, 0, 5);
        Runs.second(run, 9, 0, 0, 10, 0, 5);

        ThresholdResult result = ThresholdEvaluation.of(
                        List.of(Runs.on(Scope.WHOLE_RUN, "count>=1", Duration.ofSeconds(2))), run.build())
                .getFirst();

        assertThat(result.status()).isEqualTo(Status.FAIL);
        assertThat(result.worst()).isEqualTo(new Window(1, 3));
    }

    /** A limit of zero has no percentage of its own, and no number of requests proves it. */
    @ParameterizedTest
    @CsvSource({
        "rate==0, PASS, FAIL",
        "rate<=0, PASS, FAIL",
        "rate<=0%, PASS, FAIL",
        "rate>=0, PASS, PASS",
        "rate<=100%, PASS, PASS",
        "rate==100%, FAIL, FAIL",
        "count>=0, PASS, PASS",
        "throughput>=0/s, PASS, PASS",
        "p(95)>=0, PASS, PASS",
        "max<=0, FAIL, FAIL"
    })
    void limitsOfZeroAndOfAllAreJudgedAndSaidInWords(String expression, Status withoutErrors, Status withErrors) {
        RunResultBuilder good = Runs.of(2);
        Runs.second(good, 0, 0, 0, 200, 0, 5);
        RunResultBuilder some = Runs.of(2);
        Runs.second(some, 0, 0, 0, 200, 2, 5);

        for (Duration window : new Duration[] {null, Duration.ofSeconds(1)}) {
            Threshold threshold = Runs.on(Scope.WHOLE_RUN, expression, window);
            ThresholdResult kept =
                    ThresholdEvaluation.of(List.of(threshold), good.build()).getFirst();
            ThresholdResult beside =
                    ThresholdEvaluation.of(List.of(threshold), some.build()).getFirst();

            assertThat(kept.status()).isEqualTo(withoutErrors);
            assertThat(beside.status()).isEqualTo(withErrors);
            assertThat(kept.sentence().english() + kept.sentence().german())
                    .doesNotContain("NaN")
                    .doesNotContain("∞")
                    .doesNotContain("9,223")
                    .doesNotContain("9.223");
        }
    }

    private static ThresholdResult evaluate(Threshold threshold) {
        return ThresholdEvaluation.of(List.of(threshold), STALLED).getFirst();
    }
}
