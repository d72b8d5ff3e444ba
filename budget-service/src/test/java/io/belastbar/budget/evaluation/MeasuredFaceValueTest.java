package io.belastbar.budget.evaluation;

import static io.belastbar.contracts.ObjectiveVerdict.FAIL;
import static io.belastbar.contracts.ObjectiveVerdict.INCONCLUSIVE;
import static io.belastbar.contracts.ObjectiveVerdict.NO_DATA;
import static io.belastbar.contracts.ObjectiveVerdict.PASS;
import static io.belastbar.contracts.ObjectiveVerdict.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.quantity.Comparison;
import io.belastbar.quantity.Limit;
import io.belastbar.quantity.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was posted is judged by itself; what the window says is another question. */
class MeasuredFaceValueTest {

    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "RESPONSE_TIME, P95, 300ms, 320, FAIL",
        "RESPONSE_TIME, P95, 300ms, 300, PASS",
        "RESPONSE_TIME, P999, 300ms, 300.0000001, FAIL",
        "RESPONSE_TIME, P50, 300ms, 12.345678901234, PASS",
        "RESPONSE_TIME, AVERAGE, 300ms, 301, FAIL",
        "RESPONSE_TIME, NONE, 300ms, 301, FAIL",
        "QUERY_TIME, NONE, 300ms, 299, PASS",
        "LAG, PEAK, 1s, 1001, FAIL",
        "SIZE, NONE, 200kB, 200001, FAIL",
        "DURATION, NONE, 10min, 480000, PASS",
        "ERROR_RATE, NONE, 1%, 0.5, FAIL",
        "ERROR_RATE, NONE, 0.1%, 0.0011, FAIL",
        "ERROR_RATE, NONE, 0.1%, 0.0009, PASS",
        "UTILISATION, SUSTAINED, 80%, 0.81, FAIL"
    })
    void oneValueOfUnknownSamplesKeepsItsLimitOrBreaksIt(
            Measure measure, Statistic statistic, String limit, double value, String verdict) {
        assertThat(posted(below(measure, statistic, limit), values(0, value))
                        .verdict()
                        .name())
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"HIT_RATIO, 70%, 0.1, FAIL", "SUCCESS_RATE, 99.9%, 0.9989, FAIL", "SUCCESS_RATE, 99.9%, 0.999, PASS"})
    void soDoesOneOfWhichMuchIsWanted(Measure measure, String limit, double value, String verdict) {
        assertThat(posted(above(measure, Statistic.NONE, limit), values(0, value))
                        .verdict()
                        .name())
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"0.0010000000000000009,WARN", "0.001,WARN", "0.00101,FAIL"})
    void aShareThatAProgramWorkedOutIsTheOneThatItMeans(double value, ObjectiveVerdict verdict) {
        var objective = Objective.of(
                Subject.of(SubjectKind.OPERATION, "x"),
                Measure.ERROR_RATE,
                Statistic.NONE,
                new Limit<>(Comparison.AT_MOST, new Ratio(0.001)));
        var point = new SeriesPoint(Instant.EPOCH, value, 100_000, SeriesPoint.POSTED, null, Map.of());

        assertThat(MeasuredShare.judge(objective, List.of(point)).verdict()).isEqualTo(verdict);
    }

    @Test
    void itIsSaidThatNobodyToldTheSamples() {
        var judged = posted(below(Measure.RESPONSE_TIME, Statistic.P95, "300ms"), values(0, 320));

        assertThat(judged.observed()).isEqualTo("320 ms");
        assertThat(judged.reason().english()).isEqualTo("as it was posted; nobody said on how many samples it rests");
        assertThat(judged.reason().german()).contains("so wie gemeldet");
        assertThat(posted(below(Measure.SIZE, Statistic.NONE, "1kB"), values(1, 2_000))
                        .reason())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "HIT_RATIO, NONE, 0.84",
        "HIT_RATIO, NONE, 0.1",
        "SUCCESS_RATE, NONE, 0.9995",
        "SUCCESS_RATE, NONE, 0",
        "UTILISATION, NONE, 0.9",
        "UTILISATION, SUSTAINED, 0.9",
        "RESPONSE_TIME, P95, 1"
    })
    void whatRestsOnNothingNeitherKeepsNorBreaksAPromise(Measure measure, Statistic statistic, double value) {
        var promise = above(measure, statistic, measure == Measure.RESPONSE_TIME ? "1ms" : "70%");
        var nothing = points(0, Map.of("samples", "0"), value);

        for (Judgement judged : List.of(posted(promise, nothing), MeasuredEvaluation.judge(promise, nothing))) {
            assertThat(judged.verdict()).isEqualTo(INCONCLUSIVE);
            assertThat(judged.samples()).isZero();
            assertThat(judged.reason().english()).isEqualTo("it rests on 0 samples, as was said: nothing was observed");
            assertThat(judged.reason().german())
                    .isEqualTo("der Wert beruht auf 0 Messungen, so wie gemeldet: es wurde nichts beobachtet");
        }
    }

    @Test
    void whatRestsOnNothingTakesNothingFromOthers() {
        var errors = below(Measure.ERROR_RATE, Statistic.NONE, "1%");
        var nothing = points(0, Map.of("samples", "0"), 0.5);

        assertThat(window(errors, concat(values(10_000, 0), nothing))).isEqualTo(PASS);
        assertThat(posted(errors, concat(values(0, 0.5), nothing)).verdict()).isEqualTo(FAIL);
        assertThat(posted(errors, concat(values(0, 0), nothing)).verdict()).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void samplesGiveConfidence() {
        var errors = below(Measure.ERROR_RATE, Statistic.NONE, "< 0.1%");
        var p95 = below(Measure.RESPONSE_TIME, Statistic.P95, "300ms");

        assertThat(posted(errors, values(300, 0)).verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(posted(errors, values(3_000, 0)).verdict()).isEqualTo(PASS);
        assertThat(posted(errors, values(10_000, 0.0009)).verdict()).isEqualTo(WARN);
        assertThat(posted(errors, values(10_000, 0.5)).verdict()).isEqualTo(FAIL);
        assertThat(posted(errors, values(10, 0.5)).verdict()).isEqualTo(FAIL);
        assertThat(posted(p95, values(58, 299)).verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(posted(p95, values(59, 299)).verdict()).isEqualTo(PASS);
        assertThat(posted(p95, values(59, 301)).verdict()).isEqualTo(FAIL);
        assertThat(posted(p95, values(58, 301)).verdict()).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void aShareIsHeldAgainstItsLimitToItsLastDigit() {
        var errors = below(Measure.ERROR_RATE, Statistic.NONE, "0.1%");

        // 1.4 of 1,000: rounded to a whole number it would keep the limit.
        var judged = posted(errors, values(1_000, 0.0014));

        assertThat(judged.measured().value()).isEqualTo(0.0014);
        assertThat(judged.verdict()).isNotIn(PASS, WARN);
        assertThat(posted(errors, values(100_000, 0.0014)).verdict()).isEqualTo(FAIL);
    }

    @Test
    void ofSeveralPostedFiguresTheWorstCounts() {
        var errors = below(Measure.ERROR_RATE, Statistic.NONE, "1%");
        var outage = concat(values(1_000, 0, 0, 0, 1, 0, 0), values(1_000_000, 0));

        var judged = posted(errors, outage);

        assertThat(judged.verdict()).isEqualTo(FAIL);
        assertThat(judged.observed()).isEqualTo("100%");
        assertThat(judged.reason().english()).isEqualTo("the worst of 7 values");
    }

    @Test
    void theOrderOfPostedFiguresDoesNotMatter() {
        var size = below(Measure.SIZE, Statistic.NONE, "200kB");
        var points = new ArrayList<>(values(0, 150_000, 250_000, 199_000));

        assertThat(posted(size, points).observed()).isEqualTo("250 kB");
        Collections.reverse(points);
        assertThat(posted(size, points).observed()).isEqualTo("250 kB");
        var throughput = above(Measure.SUCCESS_RATE, Statistic.NONE, "99%");
        assertThat(posted(throughput, values(0, 1, 0.5, 0.98)).observed()).isEqualTo("50%");
    }

    @Test
    void singleMeasurementsThatWerePostedTogetherAreOneFigure() {
        var p95 = below(Measure.RESPONSE_TIME, Statistic.P95, "300ms");
        var errors = below(Measure.ERROR_RATE, Statistic.NONE, "1%");
        var mean = below(Measure.RESPONSE_TIME, Statistic.AVERAGE, "300ms");

        assertThat(posted(p95, concat(repeated(100, 95), repeated(900, 5))).verdict())
                .isEqualTo(WARN);
        assertThat(posted(p95, concat(repeated(100, 90), repeated(900, 10))).verdict())
                .isEqualTo(FAIL);
        assertThat(posted(errors, concat(repeated(0, 100), repeated(1, 1))).observed())
                .isEqualTo("0.9901%");
        assertThat(posted(mean, values(1, 100, 900)).verdict()).isEqualTo(FAIL);
        assertThat(posted(mean, values(1, 100, 120)).verdict()).isEqualTo(PASS);
        assertThat(posted(mean, values(1, 100, 299, 320, 100)).verdict()).isEqualTo(WARN);
    }

    @Test
    void aBrokenFigureBesideGoodMeasurementsCounts() {
        var p95 = below(Measure.RESPONSE_TIME, Statistic.P95, "300ms");

        assertThat(posted(p95, concat(repeated(100, 1_000), values(0, 320))).verdict())
                .isEqualTo(FAIL);
    }

    @Test
    void tooLittleThroughputBreaksAPromiseOnlyWhereItWasOffered() {
        var throughput = above(Measure.THROUGHPUT, Statistic.NONE, "500 req/sec");

        assertThat(posted(throughput, values(1, 420)).verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(posted(throughput, points(1, Map.of("offered", "600.0"), 420))
                        .verdict())
                .isEqualTo(FAIL);
        assertThat(posted(throughput, values(1, 520)).verdict()).isEqualTo(PASS);
        var sustained = above(Measure.THROUGHPUT, Statistic.SUSTAINED, "500 req/sec");
        assertThat(posted(sustained, concat(points(0, Map.of("offered", "600"), 420), values(0, 400)))
                        .verdict())
                .isEqualTo(FAIL);
    }

    @Test
    void aKeptLimitWithABrokenWarningIsAWarning() {
        var bundle = below(Measure.SIZE, Statistic.NONE, "200kB")
                .withWarning(Limit.fromAbove("150kB", Measure.SIZE.dimension()::parse));

        assertThat(MeasuredEvaluation.ofPosted(bundle, values(0, 180_000)).verdict())
                .isEqualTo(WARN);
    }

    @Test
    void aValueWithoutSamplesTakesNoneFromTheWindow() {
        var hits = above(Measure.HIT_RATIO, Statistic.NONE, "70%");
        var window = concat(concat(values(100_000, 0.9), values(10_000, 0.1)), values(0, 0.1));

        var judged = MeasuredEvaluation.judge(hits, window);

        assertThat(judged.verdict()).isEqualTo(PASS);
        assertThat(judged.samples()).isEqualTo(110_000);
        assertThat(judged.measured().value()).isEqualTo(91_000 / 110_000.0);
        assertThat(judged.reason().english()).isEqualTo("1 value of another kind beside: INCONCLUSIVE");
    }

    @Test
    void oneStrayValueMasksNoWindow() {
        var p95 = below(Measure.RESPONSE_TIME, Statistic.P95, "300ms");
        var errors = below(Measure.ERROR_RATE, Statistic.NONE, "1%");
        var slow = values(0, IntStream.range(0, 100).mapToDouble(i -> 400).toArray());
        var bad = values(0, IntStream.range(0, 100).mapToDouble(i -> 0.2).toArray());

        assertThat(window(p95, concat(slow, values(1, 20)))).isEqualTo(FAIL);
        assertThat(window(p95, concat(slow, values(5, 20)))).isEqualTo(FAIL);
        assertThat(window(p95, concat(repeated(400, 100), values(0, 20)))).isEqualTo(FAIL);
        assertThat(window(p95, concat(repeated(400, 100), values(100, 20)))).isEqualTo(FAIL);
        assertThat(window(p95, concat(repeated(100, 100), values(0, 4_000)))).isEqualTo(PASS);
        assertThat(window(errors, concat(bad, values(1, 0)))).isEqualTo(FAIL);
        assertThat(window(errors, concat(values(10_000, 0.2), values(0, 0, 0, 0))))
                .isEqualTo(FAIL);
        assertThat(window(errors, concat(values(10_000, 0), values(0, 0.2)))).isEqualTo(PASS);
    }

    @Test
    void hugeCountsAreJudgedToo() {
        var errors = below(Measure.ERROR_RATE, Statistic.NONE, "1%");
        var most = 999_999_999_999_999L;
        var many = IntStream.range(0, 10_000).mapToDouble(i -> 0.01).toArray();

        assertThat(window(errors, values(most, many))).isEqualTo(WARN);
        assertThat(posted(errors, values(most, 0.0101)).verdict()).isEqualTo(FAIL);
        assertThat(posted(errors, values(most, 0.0099)).verdict()).isEqualTo(PASS);
        assertThat(posted(below(Measure.ERROR_RATE, Statistic.NONE, "0.001%"), values(most, 0.000_01))
                        .verdict())
                .isEqualTo(WARN);
    }

    @ParameterizedTest
    @CsvSource({"PT30M, 30 min", "PT90M, 90 min", "PT24H, 24 h", "PT36H, 36 h", "P7D, 7 d", "P28D, 28 d", "PT45S, 45 s"
    })
    void aWindowIsSaidInTheUnitOfPeople(Duration window, String text) {
        var promise = below(Measure.SIZE, Statistic.NONE, "1kB").withWindow(window);

        var judged = MeasuredEvaluation.judge(promise, List.of());

        assertThat(judged.verdict()).isEqualTo(NO_DATA);
        assertThat(judged.reason().english()).isEqualTo("nothing was measured within " + text);
        assertThat(judged.reason().german()).isEqualTo("innerhalb von " + text + " wurde nichts gemessen");
    }

    private static Judgement posted(Objective objective, List<SeriesPoint> points) {
        return MeasuredEvaluation.atFaceValue(objective, points);
    }

    private static ObjectiveVerdict window(Objective objective, List<SeriesPoint> points) {
        return MeasuredEvaluation.judge(objective, points).verdict();
    }

    private static Objective below(Measure measure, Statistic statistic, String limit) {
        return Objective.of(subject(), measure, statistic, Limit.fromAbove(limit, measure.dimension()::parse));
    }

    private static Objective above(Measure measure, Statistic statistic, String limit) {
        return Objective.of(subject(), measure, statistic, Limit.fromBelow(limit, measure.dimension()::parse));
    }

    private static Subject subject() {
        return Subject.of(SubjectKind.OPERATION, "checkout");
    }

    private static List<SeriesPoint> values(long samples, double... values) {
        return points(samples, Map.of(), values);
    }

    private static List<SeriesPoint> repeated(double value, int times) {
        return values(1, IntStream.range(0, times).mapToDouble(i -> value).toArray());
    }

    private static List<SeriesPoint> concat(List<SeriesPoint> first, List<SeriesPoint> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static List<SeriesPoint> points(long samples, Map<String, String> labels, double... values) {
        return IntStream.range(0, values.length)
                .mapToObj(i ->
                        new SeriesPoint(START.plusSeconds(i), values[i], samples, SeriesPoint.POSTED, null, labels))
                .toList();
    }
}
