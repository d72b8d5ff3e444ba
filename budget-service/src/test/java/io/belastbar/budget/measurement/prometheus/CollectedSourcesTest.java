package io.belastbar.budget.measurement.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.Samples;
import io.belastbar.budget.export.OpenSloExports;
import io.belastbar.budget.objective.PerformanceBudget.Indicator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectedSourcesTest {

    private static final String SLO = """
            apiVersion: openslo/v1
            kind: SLO
            metadata: { name: checkout%s }
            spec:
              service: shop
              indicator: { spec: %s }
              budgetingMethod: Occurrences
              objectives: [ { target: 0.99%s } ]
            """;

    @Test
    void rawCountersAreDifferenced() {
        var query = only(ratio("true", "good", "ok_total", "all_total"));

        assertThat(query.counter()).isEqualTo("ok_total");
        assertThat(query.of()).isEqualTo("all_total");
        assertThat(query.metric().text()).isEqualTo("target_success_rate");
    }

    @Test
    void whereBadOnesAreCountedTheirShareIsMeasured() {
        var query = only(ratio("true", "bad", "failed_total", "all_total"));

        assertThat(query.counter()).isEqualTo("failed_total");
        assertThat(query.metric().text()).isEqualTo("target_error_rate");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    false | good | sum(rate(ok_total[5m])) | (sum(rate(ok_total[5m]))) / (sum(rate(all_total[5m])))
                    true  | good | sum(rate(ok_total[5m])) | (sum(rate(ok_total[5m]))) / (sum(rate(all_total[5m])))
                    """)
    void ratesAreAskedAsTheyAreWritten(String counter, String part, String good, String promQl) {
        var query = only(ratio(counter, part, good, "sum(rate(all_total[5m]))"));

        assertThat(query.counter()).isNull();
        assertThat(query.query()).isEqualTo(promQl);
    }

    @Test
    void aRatioThatIsReadyMayBeOfTheOtherKind() {
        var spec =
                "{ ratioMetric: { rawType: failure, raw: { metricSource: { metricSourceRef: prom, spec: { query: x } } } } }";

        assertThat(only(slo("", spec, "")).query()).isEqualTo("x");
        assertThat(only(slo(", annotations: { belastbar.io/metric: success_rate }", spec, ""))
                        .query())
                .isEqualTo("1 - (x)");
    }

    @Test
    void singleValuesAndPercentilesAreAskedForWhatTheyAre() {
        var lag =
                "{ thresholdMetric: { metricSource: { metricSourceRef: prom, spec: { query: 'max(lag_seconds)' } } } }";
        var p99 = "{ thresholdMetric: { metricSource: { metricSourceRef: prom, spec: { query: 'lag:p99' } } } }";
        var values = ", annotations: { belastbar.io/metric: lag, belastbar.io/unit: s }";
        var percentile = ", annotations: { belastbar.io/metric: lag_p99, belastbar.io/unit: s }";

        var one = only(slo(values, lag, ", op: lt, value: 2"));
        assertThat(one.metric().text()).isEqualTo("target_lag");
        assertThat(one.factor()).isEqualTo(1_000);
        assertThat(only(slo(percentile, p99, ", op: lt, value: 2")).metric().text())
                .isEqualTo("target_lag_p99");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    sum(ok_total)                       | added up
                    'rate(ok_total[{{.window}}])'       | placeholders
                    """)
    void whatCannotBeAskedSaysWhy(String good, String why) {
        var collected = collected(Optional.empty(), ratio("true", "good", good, "all_total"));

        assertThat(collected.sources().queries()).isEmpty();
        assertThat(collected.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.measurement()).isEqualTo("shop / checkout target_success_rate");
            assertThat(problem.problem()).contains(why);
        });
    }

    @Test
    void countersOfTheOtherEventsSayNothingAboutTheShareThatIsPromised() {
        var slo = ratio("true", "good", "ok_total", "all_total")
                .replace("name: checkout", "name: checkout, annotations: { belastbar.io/metric: error_rate }");

        assertThat(collected(Optional.empty(), slo).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.problem()).contains("good events"));
    }

    @Test
    void whatIsExportedCanBeCollected() {
        var export = OpenSloExports.of(
                "shop",
                Samples.budget(
                        "endpoints: { \"GET /a\": { target_error_rate: 1% }, \"GET /b\": { target_success_rate: 99% } }"));

        var collected = CollectedSources.of(
                        Optional.of(MeasurementSourcesParser.parse("prometheus: { target: prom, queries: [] }")),
                        Samples.budget(export).indicators(),
                        name -> name.startsWith("prom"))
                .orElseThrow();

        assertThat(collected.problems()).isEmpty();
        assertThat(collected.sources().queries()).hasSize(2).allSatisfy(query -> assertThat(query.counter())
                .isNotNull());
    }

    @Test
    void aSourceThatNobodyRegisteredIsNamed() {
        var slo = ratio("true", "good", "ok_total", "all_total").replace("prom", "elsewhere");

        assertThat(collected(Optional.empty(), slo).sources()).isNull();
        assertThat(collected(Optional.empty(), slo).problems()).singleElement().satisfies(problem -> assertThat(
                        problem.problem())
                .contains("elsewhere", "belastbar.targets.NAME.url"));
    }

    @Test
    void measurementSourcesComeFirst() {
        var own = MeasurementSourcesParser.parse("""
                prometheus:
                  target: prom
                  queries:
                    - { subject: checkout, service: shop, kind: operation, metric: success_rate, query: mine, unit: ratio }
                """);
        var elsewhere = ratio("true", "good", "ok_total", "all_total").replace("prom", "prom2");

        assertThat(collected(Optional.of(own), ratio("true", "good", "ok_total", "all_total"))
                        .sources())
                .isEqualTo(own);
        var other = collected(Optional.of(own), elsewhere.replace("name: checkout", "name: pay"));
        assertThat(other.sources()).isEqualTo(own);
        assertThat(other.problems()).singleElement().satisfies(problem -> assertThat(problem.problem())
                .contains("prom2", "one server"));
    }

    @Test
    void withoutQueriesThereIsNothingToCollect() {
        assertThat(CollectedSources.of(Optional.empty(), List.of(), name -> true))
                .isEmpty();
    }

    private static String ratio(String counter, String part, String query, String total) {
        var source = "{ metricSource: { metricSourceRef: prom, type: Prometheus, spec: { query: '%s' } } }";
        return slo(
                "",
                "{ ratioMetric: { counter: %s, %s: %s, total: %s } }"
                        .formatted(counter, part, source.formatted(query), source.formatted(total)),
                "");
    }

    private static String slo(String annotations, String spec, String threshold) {
        return SLO.formatted(annotations, spec, threshold);
    }

    private static SourceQuery only(String slo) {
        var collected = collected(Optional.empty(), slo);
        assertThat(collected.problems()).isEmpty();
        assertThat(collected.sources().target()).isEqualTo("prom");
        assertThat(collected.sources().queries()).hasSize(1);
        return collected.sources().queries().getFirst();
    }

    private static CollectedSources collected(Optional<MeasurementSources> own, String slo) {
        List<Indicator> indicators = Samples.budget(slo).indicators();
        assertThat(indicators).hasSize(1);
        return CollectedSources.of(own, indicators, name -> name.startsWith("prom"))
                .orElseThrow();
    }
}
