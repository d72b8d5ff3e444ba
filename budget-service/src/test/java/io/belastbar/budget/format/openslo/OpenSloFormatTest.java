package io.belastbar.budget.format.openslo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.budget.Samples;
import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import io.belastbar.quantity.Ratio;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenSloFormatTest {

    private static final String RATIO = """
            apiVersion: openslo/v1
            kind: SLO
            metadata: { name: checkout }
            spec:
              service: shop
              indicator: { spec: { ratioMetric: { good: {}, total: {} } } }
              objectives: [ { %s } ]
            """;
    private static final String THRESHOLD = """
            apiVersion: openslo/v1
            kind: SLO
            metadata:
              name: lag
              annotations: { belastbar.io/unit: ms%s }
            spec:
              service: queue
              indicator: { spec: { thresholdMetric: { metricSource: { type: P, spec: { query: "max(consumer_lag_ms)" } } } } }
              budgetingMethod: Occurrences
              objectives: [ { op: lte, value: 500, target: 0.99 } ]
            """;

    @Test
    void shareOfTimeSlicesIsNeverReadAsAShareOfRequests() {
        assertThat(faults(file("by-time-slices.yaml"))).singleElement().satisfies(error -> {
            assertThat(error.line()).isEqualTo(15);
            assertThat(error.rule()).startsWith("is Occurrences");
            assertThat(error.received()).isEqualTo("Timeslices");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"RatioTimeslices", "timeslices", "Hourly"})
    void everyOtherMethodIsRefusedToo(String method) {
        assertThat(faults(file("availability.yaml").replace("Occurrences", method)))
                .extracting(ProblemError::received)
                .containsExactly(method);
    }

    @Test
    void thresholdOnAGaugeIsNoResponseTime() {
        assertThat(faults(file("consumer-lag.yaml")))
                .extracting(ProblemError::rule)
                .anyMatch(rule -> rule.contains("belastbar.io/metric"))
                .anyMatch(rule -> rule.startsWith("is Occurrences"));
        assertThat(faults(THRESHOLD.formatted(""))).singleElement().satisfies(error -> {
            assertThat(error.line()).isEqualTo(4);
            assertThat(error.rule()).contains("belastbar.io/metric");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "lag,LAG",
        "target_lag_p99,LAG",
        "response_time,RESPONSE_TIME",
        "target_query_time_p99,QUERY_TIME",
        "duration,DURATION"
    })
    void thresholdIsAboutWhatTheAnnotationNames(String metric, Measure measure) {
        var objective = only(THRESHOLD.formatted(", belastbar.io/metric: " + metric));

        assertThat(objective.measure()).isEqualTo(measure);
        assertThat(objective.statistic()).isEqualTo(Statistic.P99);
        assertThat(objective.limitText()).isEqualTo("≤ 500 ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"throughput", "hit_ratio", "target_response_time_p95", "nonsense"})
    void annotationThatIsNoTimeOrAnotherPercentileIsRefused(String metric) {
        assertThat(faults(THRESHOLD.formatted(", belastbar.io/metric: " + metric)))
                .singleElement()
                .satisfies(error -> assertThat(error.rule()).contains("belastbar.io/metric"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    targetPercent: 99.9     | 999   | 1000
                    targetPercent: 99.95    | 9995  | 10000
                    targetPercent: 99.99    | 9999  | 10000
                    targetPercent: "99.9"   | 999   | 1000
                    targetPercent: 99.9%    | 999   | 1000
                    targetPercent: 55       | 55    | 100
                    targetPercent: 0.1      | 1     | 1000
                    target: 0.999           | 999   | 1000
                    target: "0.999"         | 999   | 1000
                    target: 0.9995          | 9995  | 10000
                    target: 99.7%           | 997   | 1000
                    target: 9.99e-1         | 999   | 1000
                    """)
    void exactlyTheTargetKeepsIt(String target, long good, long all) {
        var limit = only(RATIO.formatted(target)).limit();

        assertThat(limit.value()).isEqualTo(new Ratio((double) good / all));
    }

    @Test
    void errorRateIsExactlyWhatTheTargetLeaves() {
        var objective = only(RATIO.formatted("targetPercent: 99.9")
                .replace("name: checkout", "name: checkout, annotations: { belastbar.io/metric: error_rate }"));

        assertThat(objective.measure()).isEqualTo(Measure.ERROR_RATE);
        assertThat(objective.limit().value()).isEqualTo(new Ratio(0.001));
    }

    @Test
    void filesWithPercentagesSayThemAsTheyAre() {
        assertThat(only(file("three-nines.yaml")).limitText()).isEqualTo("≥ 99.9%");
        assertThat(only(file("four-nines.yaml")).limitText()).isEqualTo("≥ 99.99%");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "target: 99.9",
                "target: 1",
                "targetPercent: 100",
                "targetPercent: 0",
                "target: most",
                "target: 1e99"
            })
    void targetThatIsNoShareIsRefusedWhereItStands(String target) {
        assertThat(faults(RATIO.formatted(target))).singleElement().satisfies(error -> {
            assertThat(error.line()).isEqualTo(7);
            assertThat(error.pointer()).endsWith(target.replaceFirst(":.*", ""));
        });
    }

    @Test
    void twoTargetsOrNoneAreRefused() {
        assertThat(faults(RATIO.formatted("target: 0.9, targetPercent: 99"))).hasSize(1);
        assertThat(faults(RATIO.formatted("displayName: none"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"availability.yaml", "as-a-list.yaml", "by-reference.yaml"})
    void sameSloIsReadHoweverItIsWrittenDown(String name) {
        assertAvailability(file(name));
    }

    @Test
    void quotesCommentsAndMarksOfDocumentsChangeNothing() {
        var plain = file("availability.yaml");

        assertAvailability(plain.replace("apiVersion: openslo/v1", "\"apiVersion\": \"openslo/v1\""));
        assertAvailability(plain.replace("apiVersion: openslo/v1", "'apiVersion': 'openslo/v1' # the first"));
        assertAvailability("--- # the SLO of the shop\n" + plain);
        assertAvailability("# a file\n%YAML 1.2\n---\n" + plain + "...\n--- # nothing more\n");
        assertAvailability(
                "apiVersion: openslo/v1\nkind: Service\nmetadata: {name: shop}\nspec: {}\n--- # next\n" + plain);
    }

    @Test
    void jsonInOneLineIsRead() {
        var json =
                "{\"apiVersion\":\"openslo/v1\",\"kind\":\"SLO\",\"metadata\":{\"name\":\"checkout\"},\"spec\":{\"service\":"
                        + "\"shop\",\"indicator\":{\"spec\":{\"ratioMetric\":{\"good\":{},\"total\":{}}}},\"timeWindow\":[{\"duration\":"
                        + "\"28d\"}],\"budgetingMethod\":\"Occurrences\",\"objectives\":[{\"target\":0.995}]}}";

        assertAvailability(json);
        assertAvailability("[" + json + "]");
        assertAvailability("{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[" + json + "]}");
        assertAvailability("--- " + json);
    }

    @Test
    void indicatorOfAnObjectiveComesFirst() {
        var objective = only("""
                - { apiVersion: openslo/v1, kind: SLI, metadata: { name: fast }, spec: { thresholdMetric: {} } }
                - apiVersion: openslo/v1
                  kind: SLO
                  metadata: { name: checkout, annotations: { belastbar.io/unit: ms, belastbar.io/metric: response_time } }
                  spec:
                    indicator: { spec: { ratioMetric: { good: {}, total: {} } } }
                    objectives: [ { indicatorRef: fast, op: lt, value: 250, target: 0.95 } ]
                """);

        assertThat(objective.metric()).isEqualTo("target_response_time_p95");
    }

    @Test
    void referenceToAnSliThatIsNotThereIsRefusedWhereItStands() {
        assertThat(faults(file("by-reference.yaml").replace("indicatorRef: ok", "indicatorRef: elsewhere")))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.line()).isEqualTo(16);
                    assertThat(error.received()).isEqualTo("elsewhere");
                });
    }

    @Test
    void linesAreThoseOfTheFileInEveryDocument() {
        var file = "# first\n--- # second\n" + RATIO.formatted("target: 2") + "--- # tenth\n"
                + RATIO.formatted("target: 3");

        assertThat(faults(file)).extracting(ProblemError::line).containsExactly(9, 17);
    }

    @Test
    void commentAboutOpenSloMakesNoSloOfABudget() {
        var budget = Samples.budget("""
                # was apiVersion: openslo/v1 before
                endpoints:
                  "GET /a": { target_success_rate: 99.9% }
                """);

        assertThat(budget.objectives()).singleElement();
    }

    private static final String QUERY = """
            apiVersion: openslo/v1
            kind: SLO
            metadata: { name: lat, annotations: { belastbar.io/unit: UNIT, belastbar.io/metric: METRIC } }
            spec:
              service: shop-api
              indicator: { spec: { thresholdMetric: { metricSource: { type: Prometheus, spec: { query: 'QUERY' } } } } }
              timeWindow: [ { duration: 7d, isRolling: true } ]
              budgetingMethod: Occurrences
              objectives: [ { op: lte, value: 500, target: TARGET } ]
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    histogram_quantile(0.95, sum by (le) (rate(x_bucket[5m])))       | 0.99  | response_time
                    histogram_quantile(0.95, sum by (le) (rate(x_bucket[5m])))       | 0.95  | response_time
                    histogram_quantile(.5,sum by (le) (rate(x_bucket[5m])))          | 0.99  | response_time_p99
                    quantile_over_time(0.95, lag[1h])                                | 0.99  | lag
                    http_request_duration{quantile="0.9"}                            | 0.99  | response_time
                    job:request_latency:p95                                          | 0.99  | response_time
                    p95_latency_millis                                               | 0.99  | response_time
                    max(latency_p999)                                                | 0.99  | response_time
                    request_latency_95th_percentile                                  | 0.999 | response_time
                    """)
    void aQuantileIsNoOtherPercentile(String query, String target, String metric) {
        assertThat(faults(query(query, target, metric, "ms"))).singleElement().satisfies(error -> {
            assertThat(error.line()).isEqualTo(9);
            assertThat(error.rule()).startsWith("the query is a quantile itself");
        });
    }

    @Test
    void aQuantileThatIsPromisedItselfIsRead() {
        var objective = only(
                query("histogram_quantile(0.95, sum by (le) (rate(x_bucket[5m])))", "0.95", "response_time_p95", "ms"));

        assertThat(objective.metric()).isEqualTo("target_response_time_p95");
        assertThat(objective.windowOrDefault()).hasDays(7);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    http_server_requests_seconds_max       | ms
                    rpc_duration_milliseconds              | s
                    """)
    void aUnitThatTheQuerysOwnNameContradictsIsRefused(String query, String unit) {
        assertThat(faults(query(query, "0.99", "response_time", unit)))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.line()).isEqualTo(3);
                    assertThat(error.received()).isEqualTo(unit);
                });
    }

    @Test
    void aQueryThatChangesTheUnitIsTakenAtItsWord() {
        assertThat(only(query("1000 * rpc_seconds_max * 1000", "0.99", "response_time", "ms"))
                        .limitText())
                .isEqualTo("≤ 500 ms");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timeWindow: [ { duration: 30d, isRolling: false, calendar: { startTime: 2026-01-01 00:00:00, timeZone: Europe/Berlin } } ]",
                "timeWindow: [ { duration: 30d, calendar: { startTime: 2026-01-01 00:00:00, timeZone: Europe/Berlin } } ]",
                "timeWindow: [ { duration: 30d, isRolling: false } ]",
                "timeWindow: [ { duration: 1M, isRolling: true } ]",
                "timeWindow: [ { duration: 1Q, isRolling: true } ]",
                "timeWindow: [ { duration: 1d, isRolling: true }, { duration: 2d, isRolling: true } ]",
                "timeWindow: [ { isRolling: true } ]"
            })
    void aWindowOfTheCalendarIsNoRollingWindow(String window) {
        var slo = RATIO.formatted("target: 0.99").replace("  service: shop\n", "  service: shop\n  " + window + "\n");

        assertThat(faults(slo)).isNotEmpty().allSatisfy(error -> assertThat(error.line())
                .isEqualTo(6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"throughput", "utilisation", "size", "response_time", "success_rate_p95"})
    void aRatioIsAShareOrTheAnnotationIsRefused(String metric) {
        var slo = RATIO.formatted("target: 0.99")
                .replace("name: checkout", "name: checkout, annotations: { belastbar.io/metric: " + metric + " }");

        assertThat(faults(slo)).singleElement().satisfies(error -> assertThat(error.line())
                .isEqualTo(3));
    }

    @Test
    void aLimitThatIsNotItsTargetIsRefused() {
        var slo = RATIO.formatted("target: 0.99")
                .replace("name: checkout", "name: checkout, annotations: { belastbar.io/limit: '>= 98%' }");

        assertThat(faults(slo)).singleElement().satisfies(error -> assertThat(error.rule())
                .contains("≥ 99%"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bad: {}, total: {}", "raw: {}, rawType: failure"})
    void whereBadEventsAreCountedTheirShareIsPromised(String ratio) {
        var objective = only(RATIO.formatted("targetPercent: 99.9").replace("good: {}, total: {}", ratio));

        assertThat(objective.metric()).isEqualTo("target_error_rate");
        assertThat(objective.limitText()).isEqualTo("≤ 0.1%");
    }

    @Test
    void aRatioIsOfGoodOrOfBadEvents() {
        var both = RATIO.formatted("target: 0.99")
                .replace("good: {}", "good: { metricSource: { spec: { query: a } } }, bad: {}");
        var raw = RATIO.formatted("target: 0.99")
                .replace("good: {}, total: {}", "raw: { metricSource: { spec: { query: a } } }");

        assertThat(faults(both)).singleElement().satisfies(error -> assertThat(error.received())
                .isEqualTo("both"));
        assertThat(faults(raw)).isNotEmpty();
        assertThat(Samples.budget(raw.replace("raw:", "rawType: failure, raw:")).indicators())
                .singleElement()
                .satisfies(indicator -> assertThat(indicator.queries()).containsEntry("failure", "a"));
    }

    private static String query(String query, String target, String metric, String unit) {
        return QUERY.replace("QUERY", query)
                .replace("TARGET", target)
                .replace("METRIC", metric)
                .replace("UNIT", unit);
    }

    @Test
    void aForeignSloIsRead() {
        var budget = Samples.budget("""
                apiVersion: openslo/v1
                kind: Service
                metadata: { name: checkout }
                spec: { description: none }
                ---
                apiVersion: openslo/v1
                kind: SLO
                metadata: { name: checkout-availability, displayName: Availability }
                spec:
                  service: checkout
                  indicator:
                    metadata: { name: good }
                    spec:
                      ratioMetric:
                        counter: true
                        good: { metricSource: { type: Prometheus, spec: { query: up } } }
                        total: { metricSource: { type: Prometheus, spec: { query: up } } }
                  timeWindow: [ { duration: 4w, isRolling: true } ]
                  budgetingMethod: Occurrences
                  objectives: [ { displayName: Good, target: 0.995 } ]
                """);

        assertThat(budget.objectives()).singleElement().satisfies(objective -> {
            assertThat(objective.subject().text()).isEqualTo("checkout / checkout-availability");
            assertThat(objective.metric()).isEqualTo("target_success_rate");
            assertThat(objective.limitText()).isEqualTo("≥ 99.5%");
            assertThat(objective.windowOrDefault()).hasDays(28);
        });
    }

    @Test
    void aThresholdWithoutUnitIsRefusedWithItsLine() {
        var refused = catchThrowableOfType(InvalidInput.class, () -> Samples.budget("""
                # first line
                ---
                apiVersion: openslo/v1
                kind: SLO
                metadata: { name: latency }
                spec:
                  indicator: { metadata: { name: l }, spec: { thresholdMetric: { metricSource: { type: x } } } }
                  objectives: [ { op: lte, value: 500, target: 0.95 } ]
                """));

        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.line()).isEqualTo(5);
            assertThat(error.rule()).contains("belastbar.io/unit");
        });
    }

    private static void assertAvailability(String text) {
        var objective = only(text);

        assertThat(objective.subject().text()).isEqualTo("shop / checkout");
        assertThat(objective.metric()).isEqualTo("target_success_rate");
        assertThat(objective.limitText()).isEqualTo("≥ 99.5%");
        assertThat(objective.windowOrDefault()).hasDays(28);
    }

    private static Objective only(String text) {
        var objectives = Samples.budget(text).objectives().toList();
        assertThat(objectives).hasSize(1);
        return objectives.getFirst();
    }

    private static List<ProblemError> faults(String text) {
        return catchThrowableOfType(InvalidInput.class, () -> Samples.budget(text))
                .errors();
    }

    private static String file(String name) {
        try (InputStream in = OpenSloFormatTest.class.getResourceAsStream("/openslo/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
