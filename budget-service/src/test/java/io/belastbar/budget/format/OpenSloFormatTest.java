package io.belastbar.budget.format;

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
