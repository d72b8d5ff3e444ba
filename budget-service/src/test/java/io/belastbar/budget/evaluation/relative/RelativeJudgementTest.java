package io.belastbar.budget.evaluation.relative;

import static io.belastbar.budget.evaluation.Runs.failing;
import static io.belastbar.budget.evaluation.Runs.measured;
import static io.belastbar.budget.evaluation.Runs.run;
import static io.belastbar.budget.evaluation.Runs.throughput;
import static io.belastbar.contracts.ObjectiveVerdict.FAIL;
import static io.belastbar.contracts.ObjectiveVerdict.INCONCLUSIVE;
import static io.belastbar.contracts.ObjectiveVerdict.NO_DATA;
import static io.belastbar.contracts.ObjectiveVerdict.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.Samples;
import io.belastbar.budget.evaluation.Evidence;
import io.belastbar.budget.evaluation.Evidence.FactsAnswer;
import io.belastbar.budget.evaluation.relative.RelativeJudgement.Before;
import io.belastbar.budget.objective.relative.RelativePromise;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.contracts.ObjectiveResult;
import io.belastbar.contracts.RunVerdict;
import io.belastbar.contracts.TestRunFinished;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativeJudgementTest {

    private static final Instant START = Instant.parse("2025-12-01T00:00:00Z");
    private static final RelativePromise P95 = endpoint("target_response_time_p95: '<= +10 %'");
    private static final RelativePromise SIZE = promise("artefacts: {bundle: {target_size: '<= +5 %'}}");
    private static final RelativePromise HITS = promise("caches: {sessions: {target_hit_ratio: '>= -5 %'}}");

    @ParameterizedTest
    @CsvSource({"109, PASS", "120, FAIL", "50, PASS"})
    void aPercentileIsHeldAgainstTheMedianOfTheRunsBefore(long millis, String verdict) {
        var result = ofRun(P95, run(measured("GET /a", 1_000, 0, i -> millis)), 100, 98, 500, 99, 101);

        assertThat(result.verdict()).hasToString(verdict);
        assertThat(result.limit()).isEqualTo("≤ 110 ms (+10 % of 100 ms)");
        assertThat(result.reason()).startsWith("+10 % of 100 ms, the median of the last 5 runs on main");
        assertThat(result.reasonGerman()).startsWith("+10 % von 100 ms, der Median der letzten 5 Läufe auf main");
    }

    @Test
    void onlyTheTenNewestRunsAreTheBaseline() {
        var result = ofRun(
                P95,
                run(measured("GET /a", 1_000, 0, i -> 50)),
                900,
                900,
                900,
                900,
                900,
                900,
                900,
                900,
                900,
                900,
                900,
                40,
                40,
                40,
                40,
                40,
                40,
                40,
                40,
                40,
                40);

        assertThat(result.verdict()).isEqualTo(FAIL);
        assertThat(result.limit()).isEqualTo("≤ 44 ms (+10 % of 40 ms)");
    }

    @Test
    void twoRunsAreNoBaseline() {
        var judged = judge(P95, run(measured("GET /a", 1_000, 0, i -> 100)), points(100, 100), List.of());

        var result = judged.shown().result();
        assertThat(result.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(result.limit()).isEqualTo("≤ baseline +10 %");
        assertThat(result.reason()).startsWith("no baseline: 2 earlier runs");
        assertThat(result.observed()).isEqualTo("100 ms");
        assertThat(result.headroomPercent()).isNull();
        // What its series keeps, so that there will be one.
        assertThat(judged.forSeries().result().verdict()).isEqualTo(PASS);
        assertThat(judged.forSeries().fromRun()).isTrue();
    }

    @Test
    void withoutRunsTheDocumentsBaselineCounts() {
        var promise = endpoint("target_response_time_p95: '<= +10 %'\n    baseline_response_time_p95: 80ms");
        var result = ofRun(promise, run(measured("GET /a", 1_000, 0, i -> 100)));

        assertThat(result.verdict()).isEqualTo(FAIL);
        assertThat(result.limit()).isEqualTo("≤ 88 ms (+10 % of 80 ms)");
        assertThat(result.reason()).contains("the baseline that the document gives");
    }

    @Test
    void failedRequestsAloneBreakNoBaselineThatIsThatOfGoodAnswers() {
        var run = run(failing("GET /a", 900, 100, i -> 100));
        var result = ofRun(P95, run, 100, 100, 100);

        assertThat(result.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(result.reason()).contains("the good answers keep it");
        assertThat(ofRun(P95, run(failing("GET /a", 900, 100, i -> 200)), 100, 100, 100)
                        .verdict())
                .isEqualTo(FAIL);
    }

    @Test
    void aShareIsRelativeToAShareAndNotToAPercentagePoint() {
        var promise = endpoint("target_error_rate: '<= +10 %'");

        var result = ofRun(promise, run(measured("GET /a", 100_000, 1_300, i -> 1)), 0.01, 0.01, 0.01);

        assertThat(result.limit()).isEqualTo("≤ 1.1% (+10 % of 1%)");
        assertThat(result.verdict()).isEqualTo(FAIL);
        assertThat(ofRun(promise, run(measured("GET /a", 100_000, 900, i -> 1)), 0.01, 0.01, 0.01)
                        .verdict())
                .isEqualTo(PASS);
    }

    @Test
    void whatMayBeChanceIsNoChange() {
        var errors = endpoint("target_error_rate: '<= +10 %'");
        var few = ofRun(errors, run(measured("GET /a", 10_000, 12, i -> 1)), 0.001, 0.001, 0.001);
        assertThat(few.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(few.reason()).contains("missed, but the 95% interval reaches the limit");
        assertThat(ofRun(errors, run(measured("GET /a", 10_000, 40, i -> 1)), 0.001, 0.001, 0.001)
                        .verdict())
                .isEqualTo(FAIL);
        // Of 200 requests from 90 to 140 ms no more than 10 say that the p95 lies above 136 ms.
        var wide = ofRun(
                endpoint("target_response_time_p95: '<= +36 %'"),
                run(measured("GET /a", 200, 0, i -> 90 + i / 4)),
                100,
                100,
                100);
        assertThat(wide.verdict()).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void nothingIsSoManyPercentMoreThanNothing() {
        var promise = endpoint("target_error_rate: '<= +10 %'");

        var result = ofRun(promise, run(measured("GET /a", 10_000, 1, i -> 1)), 0, 0, 0);

        assertThat(result.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(result.reason()).startsWith("there is no limit at +10 % of 0%");
    }

    @Test
    void noShareIsMoreThanTheWhole() {
        var result = ofMeasured(
                promise("caches: {sessions: {target_hit_ratio: '>= +10 %'}}"),
                List.of(posted(0.96, 10_000)),
                List.of(posted(0.95, 1_000), posted(0.95, 1_000), posted(0.95, 1_000)));

        assertThat(result.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(result.reason()).startsWith("there is no limit at +10 % of 95%");
    }

    @Test
    void aThroughputThatNobodyAskedForIsNoFailureAndNoBaseline() {
        var promise = endpoint("target_throughput: '>= -5 %'");

        assertThat(ofRun(promise, run(throughput("GET /a", 100, 80, 0)), 100, 100, 100)
                        .verdict())
                .isEqualTo(FAIL);
        assertThat(ofRun(promise, run(throughput("GET /a", 50, 50, 0)), 100, 100, 100)
                        .verdict())
                .isEqualTo(INCONCLUSIVE);
        var before = IntStream.range(0, 5)
                .mapToObj(i -> new SeriesPoint(
                        START.plusSeconds(i), 10, 1_000, SeriesPoint.RUN, "r" + i, Map.of("verdict", "INCONCLUSIVE")))
                .toList();
        assertThat(judge(promise, run(throughput("GET /a", 100, 80, 0)), before, List.of())
                        .shown()
                        .result()
                        .reason())
                .startsWith("no baseline: 0 earlier runs");
    }

    @ParameterizedTest
    @CsvSource({"1049, PASS", "1050, PASS", "1051, FAIL"})
    void aSizeIsHeldAgainstTheMedianOfThoseBefore(double size, String verdict) {
        var result = ofMeasured(SIZE, List.of(posted(size, 1)), points(1_000, 1_000, 990, 1_010));

        assertThat(result.verdict()).hasToString(verdict);
        assertThat(result.limit()).contains("(+5 % of 1 kB)");
        assertThat(result.reason()).contains("the median of the 4 values before on main");
    }

    @ParameterizedTest
    @CsvSource({"0.88, PASS", "0.80, FAIL"})
    void aHitRatioIsHeldAgainstThatOfTheWindowBefore(double ratio, String verdict) {
        var before = List.of(posted(0.9, 10_000), posted(0.92, 10_000), posted(0.88, 10_000));
        var result = ofMeasured(HITS, List.of(posted(ratio, 100_000)), before);

        assertThat(result.verdict()).hasToString(verdict);
        assertThat(result.limit()).isEqualTo("≥ 85.5% (-5 % of 90%)");
        assertThat(result.reason()).contains("the same figure of the 24 h before on main");
    }

    @Test
    void whatWasNotMeasuredBeforeIsNoBaseline() {
        var result = ofMeasured(SIZE, List.of(posted(5_000, 1)), points(1_000, 1_000));

        assertThat(result.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(result.reason()).startsWith("no baseline: not enough was measured on main in the 30 d before (2");
        assertThat(ofMeasured(HITS, List.of(posted(0.5, 1_000)), List.of()).verdict())
                .isEqualTo(INCONCLUSIVE);
    }

    @Test
    void whatIsNotShownIsNoDataAndWhatIsInvalidIsInconclusive() {
        assertThat(ofRun(P95, run(measured("GET /b", 1_000, 0, i -> 1)), 100, 100, 100)
                        .verdict())
                .isEqualTo(NO_DATA);
        assertThat(ofRun(P95, run(RunVerdict.INVALID, measured("GET /a", 1_000, 0, i -> 900)), 100, 100, 100)
                        .verdict())
                .isEqualTo(INCONCLUSIVE);
        assertThat(ofRun(P95, run(measured("GET /a", 3, 0, i -> 105)), 100, 100, 100)
                        .verdict())
                .isEqualTo(INCONCLUSIVE);
    }

    @Test
    void aLimitIsRoundedByLessThanAMillionthAndNeverAgainstWhatIsJudged() {
        var same = endpoint("target_response_time_p95: '<= +0 %'")
                .against(100.0 / 3)
                .orElseThrow();
        assertThat(same.limit().keptBy(1e8 / 3)).isTrue();
        assertThat(same.limit().keptBy(1e8 / 3 * 1.00001)).isFalse();
        var reached = HITS.against(1.0 / 3).orElseThrow();
        assertThat(reached.limit().keptBy(0.95 / 3)).isTrue();
        assertThat(reached.limit().keptBy(0.95 / 3 * 0.99999)).isFalse();
    }

    private static ObjectiveResult ofRun(RelativePromise promise, TestRunFinished run, double... before) {
        return judge(promise, run, points(before), List.of()).shown().result();
    }

    private static RelativeJudgement judge(
            RelativePromise promise, TestRunFinished run, List<SeriesPoint> runs, List<SeriesPoint> measured) {
        var evidence = Evidence.of(run, new FactsAnswer.Unknown("not asked"));
        return RelativeJudgement.judge(promise, evidence, new Before(runs, measured));
    }

    private static ObjectiveResult ofMeasured(
            RelativePromise promise, List<SeriesPoint> window, List<SeriesPoint> before) {
        var evidence = Evidence.of(run(), new FactsAnswer.Unknown("not asked"))
                .with(objective -> objective.equals(promise.unbounded()) ? window : List.of());
        return RelativeJudgement.judge(promise, evidence, new Before(List.of(), before))
                .shown()
                .result();
    }

    private static SeriesPoint posted(double value, long samples) {
        return new SeriesPoint(START, value, samples, SeriesPoint.POSTED, null, Map.of());
    }

    private static List<SeriesPoint> points(double... values) {
        var at = new int[1];
        return Arrays.stream(values)
                .mapToObj(value -> new SeriesPoint(
                        START.plusSeconds(at[0]++), value, 1_000, SeriesPoint.RUN, "r" + at[0], Map.of()))
                .toList();
    }

    private static RelativePromise endpoint(String targets) {
        return promise("endpoints:\n  GET /a:\n    " + targets);
    }

    private static RelativePromise promise(String document) {
        return Samples.budget(document).relative().findFirst().orElseThrow();
    }
}
