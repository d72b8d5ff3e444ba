package io.belastbar.budget.alert.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.Samples;
import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.contracts.Severity;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What one value may say: nothing where an evaluation would be inconclusive, and a broken promise where it would fail. */
class SaidTest {

    private static final Objective P99 = objective("endpoints: { GET /a: { target_response_time_p99: 100ms } }");
    private static final Objective ERRORS = objective("endpoints: { GET /a: { target_error_rate: < 0.1% } }");
    private static final Objective GOOD = objective("operations: { pay: { target_success_rate: 99.9% } }");
    private static final Objective SIZE = objective("artefacts: { app: { target_size: < 200kB } }");
    private static final Objective NONE = objective("business: { lost: { target_count: 0 } }");
    private static final Objective CPU = objective("resources: { cpu: { target_utilisation: 70% } }");
    private static final Objective RATE =
            objective("operations: { pay: { target_throughput: 100/s, severity: HIGH } }");

    @Test
    void twoSmokeRunsOfFiveRequestsRaiseNothing() {
        assertThat(looked(P99, Values.ofRun(1, 150, 5), Values.ofRun(2, 150, 5)).tells())
                .isFalse();
        assertThat(looked(ERRORS, Values.ofRun(1, 0.2, 0), Values.ofRun(2, 0, 5))
                        .tells())
                .isFalse();
        assertThat(looked(P99, Values.ofRun(1, 150, 5000), Values.ofRun(2, 150, 5000))
                        .state()
                        .status())
                .isEqualTo(MetricStatus.CRITICAL);
    }

    @Test
    void whatRestsOnNothingRaisesAndResolvesNothing() {
        var nothing =
                new SeriesPoint(Values.posted(1, 0).at(), 0.5, 0, SeriesPoint.POSTED, null, Map.of("samples", "0"));

        assertThat(Said.of(ERRORS, nothing).status()).isEqualTo(MetricStatus.UNKNOWN);
        assertThat(Said.of(CPU, nothing).status()).isEqualTo(MetricStatus.UNKNOWN);
        assertThat(Said.of(ERRORS, Values.posted(1, 0.5)).status()).isNotEqualTo(MetricStatus.UNKNOWN);
    }

    @Test
    void aFewRequestsResolveNothingUntilTenValuesInARowKeepIt() {
        var raised = looked(ERRORS, Values.posted(1, 0.5, 3000)).state();
        var runs = IntStream.range(2, 12).mapToObj(i -> Values.ofRun(i, 0, 5)).toList();

        var look = AlertLook.at(ERRORS, raised, runs.subList(0, 9));
        assertThat(look.state().raised()).isTrue();
        assertThat(look.tells()).isFalse();

        assertThat(AlertLook.at(ERRORS, raised, runs).resolvedAt())
                .isEqualTo(runs.getLast().at());
    }

    @Test
    void valuesOnTooFewSamplesAreJudgedTogether() {
        var raised = looked(
                        ERRORS, Values.posted(1, 0.5, 1000), Values.posted(2, 0.5, 1000), Values.posted(3, 0.5, 1000))
                .state();

        var two = AlertLook.at(ERRORS, raised, List.of(Values.posted(4, 0, 1000), Values.posted(5, 0, 1000)))
                .state();
        assertThat(two.raised()).isTrue();
        assertThat(AlertLook.at(ERRORS, two, List.of(Values.posted(6, 0, 1000))).resolvedAt())
                .isEqualTo(Values.START.plusSeconds(6));
        // One of a thousand that failed is no proof, but it is no value in a row that keeps it either.
        assertThat(AlertLook.at(ERRORS, two, List.of(Values.posted(6, 0.001, 1000), Values.posted(7, 0, 1000)))
                        .state()
                        .raised())
                .isTrue();
    }

    @Test
    void aValueThatIsWhatItIsIsToldAtOnce() {
        assertThat(looked(SIZE, Values.posted(1, 300_000)).raised().broke().value())
                .isEqualTo(300_000);
        assertThat(looked(NONE, Values.collected(1, 1)).raised()).isNotNull();
        assertThat(looked(SIZE, Values.posted(1, 199_999)).raised()).isNull();
    }

    @Test
    void whatIsPostedIsToldAtOnceAsItsAnswerSays() {
        assertThat(looked(P99, Values.posted(1, 150)).raised()).isNotNull();
        assertThat(looked(GOOD, Values.posted(1, 0.99, 20_000)).raised()).isNotNull();
        assertThat(looked(GOOD, Values.posted(1, 0.99, 1)).raised()).isNotNull();
        assertThat(looked(CPU, Values.posted(1, 0.9)).raised()).isNotNull();
        assertThat(looked(CPU, Values.collected(1, 0.9)).raised()).isNull();
        assertThat(looked(CPU, Values.collected(1, 0.9), Values.collected(2, 0.9))
                        .raised())
                .isNotNull();
    }

    @Test
    void whatRestsOnTooFewSamplesSaysNothingThoughItWasPosted() {
        assertThat(looked(P99, Values.posted(1, 150, 1), Values.posted(2, 150, 298))
                        .tells())
                .isFalse();
        assertThat(looked(ERRORS, Values.posted(1, 0.01, 100)).tells()).isFalse();
    }

    @Test
    void singleMeasurementsThatWerePostedMakeOneValueOfTheFigure() {
        var key = new SeriesKey("shop", P99.subject(), "target_response_time", SeriesKey.MEASURED);
        var alert = AlertedPromises.of(PerformanceBudget.ofObjectives(List.of(P99)))
                .ofSingles(key)
                .getFirst();
        var slow = IntStream.range(0, 400)
                .mapToObj(i -> Values.posted(i, i % 10 == 0 ? 150 : 50, 1))
                .toList();

        assertThat(alert.series().metric()).isEqualTo("target_response_time_p99");
        assertThat(alert.ofSingles(slow)).singleElement().satisfies(point -> {
            assertThat(point.value()).isEqualTo(150);
            assertThat(looked(P99, point).raised()).isNotNull();
        });
        var few = alert.ofSingles(slow.subList(0, 10)).getFirst();
        assertThat(few.samples()).isEqualTo(10);
        assertThat(looked(P99, few, few, few).tells()).as("too few").isFalse();
    }

    @Test
    void oneOfThousandsOfScrapesIsNoNews() {
        assertThat(looked(P99, Values.collected(1, 50), Values.collected(2, 900), Values.collected(3, 50))
                        .tells())
                .isFalse();
        assertThat(looked(ERRORS, Values.collected(1, 0), Values.collected(2, 1), Values.collected(3, 0))
                        .tells())
                .isFalse();
    }

    @Test
    void tooLittleThroughputIsOneWhereEnoughWasOffered() {
        assertThat(looked(RATE, throughput(50, "0")).tells()).isFalse();
        assertThat(looked(RATE, throughput(50, "200")).raised().status()).isEqualTo(MetricStatus.CRITICAL);
    }

    /** It offered enough and had requests enough: its evaluation knows, the value alone does not. */
    @Test
    void whatARunsEvaluationFailedSaysSo() {
        var verdict = Map.of(SeriesPoint.VERDICT, "FAIL");
        var slow = new SeriesPoint(Values.START, 99.99, 100_000, SeriesPoint.RUN, "r", verdict);
        var smoke = new SeriesPoint(Values.START, 150, 5, SeriesPoint.RUN, "r", verdict);

        assertThat(Said.of(RATE, slow).status()).isEqualTo(MetricStatus.CRITICAL);
        assertThat(Said.of(P99, smoke).status()).isEqualTo(MetricStatus.CRITICAL);
        assertThat(Said.of(P99, Values.ofRun(1, 150, 5)).status()).isEqualTo(MetricStatus.UNKNOWN);
        assertThat(looked(P99, smoke).tells()).as("the run itself has told it").isFalse();
    }

    @Test
    void theSeverityIsThePromises() {
        var critical = objective("artefacts: { app: { target_size: 200kB, warning_size: 150kB, severity: CRITICAL } }");
        var low = objective("artefacts: { app: { target_size: 200kB, warning_size: 150kB, severity: LOW } }");

        assertThat(Severities.of(critical, 300_000)).isEqualTo(Severity.CRITICAL);
        assertThat(Severities.of(critical, 160_000)).isEqualTo(Severity.MEDIUM);
        assertThat(Severities.of(low, 300_000)).isEqualTo(Severity.LOW);
        assertThat(Severities.of(low, 160_000)).isEqualTo(Severity.LOW);
        assertThat(Severities.of(GOOD, 0.9)).isEqualTo(Severity.HIGH);
    }

    private static SeriesPoint throughput(double value, String offered) {
        return new SeriesPoint(Values.START, value, 0, SeriesPoint.POSTED, null, Map.of("offered", offered));
    }

    static AlertLook looked(Objective objective, SeriesPoint... points) {
        return AlertLook.at(objective, AlertState.start(Values.START), List.of(points));
    }

    static Objective objective(String budget) {
        return Samples.budget(budget).objectives().findFirst().orElseThrow();
    }
}
