package io.belastbar.budget.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.belastbar.budget.Samples;
import io.belastbar.budget.export.prometheus.SystemSelector;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.PerformanceBudget.Indicator;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenSloExportTest {

    private static final String SCHEMAS = "https://openslo.com/schemas/v1/parts/";
    private static final JsonSchema SCHEMA = schema();

    private static final String EVERYTHING = """
            endpoints:
              "GET /a":
                target_response_time_p95: 500ms
                target_response_time_p999: < 2s
                warning_response_time_p95: 250ms
                critical_response_time_p95: 1m30s
                baseline_response_time_p95: 320ms
                target_error_rate: < 0.1%
                severity: CRITICAL
                window: 30min
                required: true
                weight: 7
                testbeds: [ staging, perf-1 ]
              "*": { target_success_rate: "> 99.999%", window: 7d, service: shop_api }
              "GET /a/b": { target_error_rate: 0.3%, informational: true }
            """;

    @Test
    void whatIsExportedIsReadBackEqual() {
        var budget = Samples.budget(EVERYTHING);

        var back = Samples.budget(export("shop", budget));

        assertThat(back.objectives().map(OpenSloExportTest::withWindow).toList())
                .containsExactlyInAnyOrderElementsOf(
                        budget.objectives().map(OpenSloExportTest::withWindow).toList());
    }

    @Test
    void everyExportIsOpenSloByItsPublishedSchema() throws IOException {
        assertThat(faults(export("my_shop", Samples.budget(EVERYTHING)))).isEmpty();
        assertThat(faults(export("smartbav", Samples.smartbavBudget()))).isEmpty();
        assertThat(faults(export("shop", Samples.budget(FOREIGN)))).isEmpty();
    }

    @Test
    void theSchemaFindsFaults() throws IOException {
        var export = export("shop", Samples.budget(EVERYTHING));

        assertThat(faults(export.replace("Occurrences", "Hourly"))).isNotEmpty();
        assertThat(faults(export.replace("counter: true", "counter: maybe"))).isNotEmpty();
        assertThat(faults(export.replace("duration: 30m", "duration: 30 minutes")))
                .isNotEmpty();
    }

    /** A query in seconds against a limit in milliseconds cannot fail; buckets and requests are counted. */
    @Test
    void aPercentileIsTheShareOfRequestsWithinItsLimit() throws IOException {
        var slo = only("endpoints: { \"GET /a\": { target_response_time_p95: 500ms } }");

        var ratio = slo.at("/spec/indicator/spec/ratioMetric");
        assertThat(ratio.at("/good/metricSource/spec/query").asText())
                .contains("http_server_requests_seconds_bucket", "job=\"shop\"", "le=\"0.5\"", "uri=\"/a\"");
        assertThat(ratio.at("/total/metricSource/spec/query").asText()).contains("http_server_requests_seconds_count");
        assertThat(ratio.at("/counter").asBoolean()).isTrue();
        assertThat(ratio.toString()).doesNotContain("rate(", "sum(");
        assertThat(slo.at("/spec/objectives/0/target").asText()).isEqualTo("0.95");
        assertThat(slo.at("/spec/objectives/0").has("value")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"99.9%,0.999", "99.999%,0.99999", "99.7%,0.997", "50%,0.5"})
    void targetsAreWrittenWithTheirDigits(String share, String target) throws IOException {
        var slo = only("endpoints: { \"*\": { target_success_rate: " + share + " } }");

        assertThat(slo.at("/spec/objectives/0/target").asText()).isEqualTo(target);
    }

    @Test
    void whatNothingIsKnownToMeasureIsNamedInsteadOfMeasuredByEveryRequest() {
        var export = export("shop", Samples.budget("""
                operations: { checkout: { target_error_rate: 1% } }
                database: { "SELECT query on employees": { target_query_time_p95: 100ms } }
                endpoints:
                  "*": { target_success_rate: 100% }
                  "GET /a": { target_error_rate: 1%, window: 90s }
                """));

        assertThat(export)
                .startsWith("# OpenSLO v1 of shop. 0 of 4 promises;")
                .contains("checkout target_error_rate", "target_query_time_p95", "* target_success_rate", "GET /a")
                .doesNotContain("kind: SLO");
    }

    @Test
    void whatOpenSloCannotSayIsNamed() {
        var export = export("smartbav", Samples.smartbavBudget());

        assertThat(export.lines().filter("kind: SLO"::equals)).hasSize(14);
        assertThat(export.lines().filter(line -> !line.startsWith("#"))).noneMatch(line -> line.contains("throughput"));
        assertThat(export)
                .startsWith("# OpenSLO v1 of smartbav. 14 of 24 promises; ")
                .contains("target_throughput", "SELECT query on employees target_index_scan");
    }

    private static final String FOREIGN = """
            apiVersion: openslo/v1
            kind: DataSource
            metadata: { name: monitoring }
            spec: { type: Prometheus, connectionDetails: { url: "http://prometheus:9090" } }
            ---
            apiVersion: openslo/v1
            kind: SLO
            metadata: { name: checkout-availability }
            spec:
              service: checkout
              indicator:
                metadata: { name: good }
                spec:
                  ratioMetric:
                    counter: true
                    good: { metricSource: { metricSourceRef: monitoring, spec: { query: 'checkout_total{ok="true"}' } } }
                    total: { metricSource: { metricSourceRef: monitoring, spec: { query: checkout_total } } }
              timeWindow: [ { duration: 4w, isRolling: true } ]
              budgetingMethod: Occurrences
              objectives: [ { displayName: Good, target: 0.995 } ]
            ---
            apiVersion: openslo/v1
            kind: SLO
            metadata:
              name: queue-lag
              annotations: { belastbar.io/unit: s, belastbar.io/metric: lag }
            spec:
              service: queue
              indicator:
                metadata: { name: lag }
                spec:
                  thresholdMetric: { metricSource: { type: Datadog, spec: { query: "max:queue.lag{*}" } } }
              timeWindow: [ { duration: 1d, isRolling: true } ]
              budgetingMethod: Occurrences
              objectives: [ { op: lt, value: 0.25, target: 0.99 } ]
            """;

    @Test
    void anSlosOwnQueriesGoOutAsTheyCame() throws IOException {
        var budget = Samples.budget(FOREIGN);

        assertThat(budget.indicators())
                .extracting(Indicator::type, Indicator::source, Indicator::counter)
                .containsExactly(tuple("Prometheus", "monitoring", true), tuple("Datadog", "", false));
        var slos = documents(export("shop", budget));
        assertThat(slos.getFirst().at("/spec/indicator/spec/ratioMetric/good/metricSource"))
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"metricSourceRef\":\"monitoring\",\"type\":\"Prometheus\","
                                + "\"spec\":{\"query\":\"checkout_total{ok=\\\"true\\\"}\"}}"));
        assertThat(slos.getLast().at("/spec/objectives/0").toString())
                .isEqualTo("{\"op\":\"lt\",\"value\":0.25,\"target\":0.99}");
        var back = Samples.budget(export("shop", budget));
        assertThat(back.objectives())
                .containsExactlyElementsOf(budget.objectives().toList());
        assertThat(back.indicators()).isEqualTo(budget.indicators());
    }

    @Test
    void everySloHasANameOfItsOwn() throws IOException {
        var long1 = "x".repeat(80);
        var budget = Samples.budget(
                "endpoints: { \"GET /a/b\": { target_error_rate: 1% }, \"GET /a-b\": { target_error_rate: 1% },"
                        + " \"GET /" + long1 + "\": { target_error_rate: 1% }, \"POST /" + long1
                        + "\": { target_error_rate: 1% } }");

        assertThat(documents(export("shop", budget)))
                .extracting(slo -> slo.at("/metadata/name").asText())
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"));
    }

    @Test
    void whatIsRelativeToHowItWasIsNamedAsLeftOut() throws IOException {
        var document = export("shop", Samples.budget("""
                endpoints:
                  "GET /a": { target_error_rate: "<= +10 %", target_response_time_p95: 500ms }
                """));

        assertThat(document).contains("1 of 2 promises", "GET /a target_error_rate (relative)");
        assertThat(documents(document)).hasSize(1);
    }

    private static String export(String system, PerformanceBudget budget) {
        return OpenSloExport.of(system, budget, SystemSelector.of(system, null, null));
    }

    /** Without a window of its own a promise is judged over the default one, and says so. */
    private static Objective withWindow(Objective objective) {
        return objective.withWindow(objective.windowOrDefault());
    }

    private static JsonNode only(String budget) throws IOException {
        var slos = documents(export("shop", Samples.budget(budget)));
        assertThat(slos).hasSize(1);
        return slos.getFirst();
    }

    private static List<JsonNode> documents(String yaml) throws IOException {
        var mapper = new YAMLMapper();
        try (var documents = mapper.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            return documents.readAll();
        }
    }

    private static List<String> faults(String export) throws IOException {
        return documents(export).stream()
                .flatMap(slo -> SCHEMA.validate(slo).stream())
                .map(Object::toString)
                .toList();
    }

    private static JsonSchema schema() {
        return JsonSchemaFactory.getInstance(
                        SpecVersion.VersionFlag.V7,
                        factory -> factory.schemaMappers(
                                mappers -> mappers.mapPrefix(SCHEMAS, "classpath:openslo/schema/")))
                .getSchema("{\"allOf\":[{\"$ref\":\"" + SCHEMAS + "general.schema.json\"},{\"$ref\":\"" + SCHEMAS
                        + "slo-spec.schema.json\"}]}");
    }
}
