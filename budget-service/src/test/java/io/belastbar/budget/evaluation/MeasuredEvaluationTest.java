package io.belastbar.budget.evaluation;

import static io.belastbar.contracts.ObjectiveVerdict.FAIL;
import static io.belastbar.contracts.ObjectiveVerdict.INCONCLUSIVE;
import static io.belastbar.contracts.ObjectiveVerdict.NO_DATA;
import static io.belastbar.contracts.ObjectiveVerdict.PASS;
import static io.belastbar.contracts.ObjectiveVerdict.WARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.quantity.Limit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MeasuredEvaluationTest {

    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

    @Test
    void nothingMeasuredIsNoData() {
        assertThat(judge(below(Measure.SIZE, Statistic.NONE, "200kB"), List.of())
                        .verdict())
                .isEqualTo(NO_DATA);
    }

    @Test
    void ofASizeTheNewestValueCounts() {
        var bundle = below(Measure.SIZE, Statistic.NONE, "< 200kB");

        assertThat(judge(bundle, values(0, 250_000, 199_999)).verdict()).isEqualTo(PASS);
        var broken = judge(bundle, values(0, 150_000, 200_000));
        assertThat(broken.verdict()).isEqualTo(FAIL);
        assertThat(broken.observed()).isEqualTo("200 kB");
    }

    @Test
    void ofADurationTheNewestValueCounts() {
        var pipeline = below(Measure.DURATION, Statistic.NONE, "10min");

        assertThat(judge(pipeline, values(0, 700_000, 480_000)).verdict()).isEqualTo(PASS);
        assertThat(judge(pipeline, values(0, 480_000, 700_000)).verdict()).isEqualTo(FAIL);
    }

    @Test
    void aPeakIsTheLargestValueOfTheWindow() {
        var lag = below(Measure.LAG, Statistic.PEAK, "1000ms");

        assertThat(judge(lag, values(0, 100, 1_001, 200)).verdict()).isEqualTo(FAIL);
        assertThat(judge(lag, values(0, 100, 1_000, 200)).verdict()).isEqualTo(PASS);
    }

    @Test
    void aPercentileOfSingleMeasurementsNeedsTheSampleOfWilks() {
        var p95 = below(Measure.RESPONSE_TIME, Statistic.P95, "500ms");

        assertThat(judge(p95, repeated(1, 100, 58)).verdict()).isEqualTo(INCONCLUSIVE);
        var enough = judge(p95, repeated(1, 100, 59));
        assertThat(enough.verdict()).isEqualTo(PASS);
        assertThat(enough.samples()).isEqualTo(59);
        assertThat(judge(p95, repeated(1, 501, 10)).verdict()).isEqualTo(FAIL);
    }

    @Test
    void aPercentileThatChanceCouldExplainIsAWarning() {
        var p95 = below(Measure.RESPONSE_TIME, Statistic.P95, "500ms");
        var points = concat(repeated(1, 100, 95), repeated(1, 900, 5));

        var judged = judge(p95, points);

        assertThat(judged.verdict()).isEqualTo(WARN);
        assertThat(judged.observed()).isEqualTo("100 ms");
        assertThat(judged.measured().confidenceHigh()).isEqualTo(900);
        assertThat(judged.reason().german())
                .isEqualTo("5 von 100 Werten brechen die Grenze: gehalten, aber nicht mit 95 % Sicherheit");
    }

    @Test
    void aPercentileOfTooFewSamplesIsNeverAPass() {
        var p99 = below(Measure.RESPONSE_TIME, Statistic.P99, "500ms");

        assertThat(judge(p99, values(298, 100)).verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(judge(p99, values(299, 100)).verdict()).isEqualTo(PASS);
        assertThat(judge(p99, values(299, 501)).verdict()).isEqualTo(FAIL);
    }

    @Test
    void aPercentileOfUnknownManySamplesIsJudgedTogetherWithOthers() {
        var p95 = below(Measure.RESPONSE_TIME, Statistic.P95, "500ms");

        assertThat(judge(p95, values(0, 100, 100, 100, 100, 100)).verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(judge(p95, values(0, 100, 110, 120, 130, 140, 150)).verdict())
                .isEqualTo(PASS);
        assertThat(judge(p95, values(0, 100, 110, 120, 130, 140, 600)).verdict())
                .isEqualTo(WARN);
        assertThat(judge(p95, values(0, 600, 610, 620, 630, 640, 600)).verdict())
                .isEqualTo(FAIL);
    }

    @Test
    void countsOfAShareAreAddedBeforeItIsJudged() {
        var hits = above(Measure.HIT_RATIO, Statistic.NONE, "70%");

        assertThat(judge(hits, values(5, 0.8)).verdict()).isEqualTo(INCONCLUSIVE);
        var judged = judge(hits, values(500, 0.8, 0.9));
        assertThat(judged.verdict()).isEqualTo(PASS);
        assertThat(judged.samples()).isEqualTo(1_000);
        assertThat(judged.measured().value()).isCloseTo(0.85, within(1e-9));
        assertThat(judge(hits, values(500, 0.6)).verdict()).isEqualTo(FAIL);
    }

    @Test
    void noErrorsKeepAPromiseOfNone() {
        var errors = below(Measure.ERROR_RATE, Statistic.NONE, "0%");

        assertThat(judge(errors, values(100, 0)).verdict()).isEqualTo(PASS);
        assertThat(judge(errors, values(100, 0.01)).verdict()).isEqualTo(FAIL);
    }

    @Test
    void aShareOfUnknownManySamplesNeedsSeveralValues() {
        var errors = below(Measure.ERROR_RATE, Statistic.NONE, "5%");

        assertThat(judge(errors, values(0, 0.01)).verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(judge(errors, values(0, 0.01, 0.01, 0.01)).verdict()).isEqualTo(PASS);
    }

    @Test
    void aMeanIsJudgedByItsInterval() {
        var cpu = below(Measure.UTILISATION, Statistic.AVERAGE, "40%");

        assertThat(judge(cpu, values(1, 0.3, 0.31)).verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(judge(cpu, values(1, 0.3, 0.31, 0.32)).verdict()).isEqualTo(PASS);
        assertThat(judge(cpu, values(1, 0.1, 0.31, 0.6)).verdict()).isEqualTo(WARN);
        assertThat(judge(cpu, values(1, 0.3, 0.31, 0.9)).verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(judge(cpu, values(1, 0.6, 0.61, 0.62)).verdict()).isEqualTo(FAIL);
        var judged = judge(cpu, values(1, 0.2, 0.2, 0.9, 0.9, 0.9, 0.9));
        assertThat(judged.verdict()).isEqualTo(FAIL);
        assertThat(judged.measured().confidenceHigh()).isLessThanOrEqualTo(1);
    }

    @Test
    void lessThroughputThanPromisedFailsOnlyWhereItWasOffered() {
        var throughput = above(Measure.THROUGHPUT, Statistic.SUSTAINED, "500 req/sec");

        assertThat(judge(throughput, values(0, 520, 521, 522)).verdict()).isEqualTo(PASS);
        assertThat(judge(throughput, values(0, 420, 421, 422)).verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(judge(throughput, offered("100.0", 80, 81, 82)).verdict()).isEqualTo(INCONCLUSIVE);
        var judged = judge(throughput, offered("600.0", 420, 421, 422));
        assertThat(judged.verdict()).isEqualTo(FAIL);
        assertThat(judged.reason().english()).isEqualTo("600 req/s were offered");
    }

    @Test
    void aDemandIsNotJudgedOnMeasurements() {
        var demand = Objective.demand(Subject.of(SubjectKind.QUERY, "SELECT on employees"), Measure.INDEX_SCAN);

        assertThat(judge(demand, values(1, 1)).verdict()).isEqualTo(NO_DATA);
    }

    private static Judgement judge(Objective objective, List<SeriesPoint> points) {
        return MeasuredEvaluation.judge(objective, points);
    }

    private static Objective below(Measure measure, Statistic statistic, String limit) {
        return Objective.of(
                Subject.of(SubjectKind.RESOURCE, "x"),
                measure,
                statistic,
                Limit.fromAbove(limit, measure.dimension()::parse));
    }

    private static Objective above(Measure measure, Statistic statistic, String limit) {
        return Objective.of(
                Subject.of(SubjectKind.RESOURCE, "x"),
                measure,
                statistic,
                Limit.fromBelow(limit, measure.dimension()::parse));
    }

    private static List<SeriesPoint> values(long samples, double... values) {
        return points(samples, Map.of(), values);
    }

    private static List<SeriesPoint> offered(String perSecond, double... values) {
        return points(0, Map.of("offered", perSecond), values);
    }

    private static List<SeriesPoint> repeated(long samples, double value, int times) {
        return values(samples, DoubleStream.generate(() -> value).limit(times).toArray());
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
