package io.belastbar.chaos.expectation.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.expectation.Expectations;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.chaos.expectation.Parsed;
import io.belastbar.chaos.expectation.http.HttpReading;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricTest {

    private static final String PAGE = """
            # HELP smartbav_webhook_events_total Events
            # TYPE smartbav_webhook_events_total counter
            smartbav_webhook_events_total{outcome="processed",org="Müller \\"& Söhne\\" }, a\\\\n"} 41.0
            smartbav_webhook_events_total{outcome="repeated"} 3.0 1700000000000
            http_server_requests_seconds_max{uri="/a b"} 0.25 # {trace_id="x"} 1
            jvm_memory_used_bytes{area="heap",} 5.12E8
            pool_usage_ratio +Inf
            broken_gauge NaN
            up 1
            no line at all {
            """;

    @Test
    void labelsWithQuotesBracesAndUmlautsAreRead() {
        var found = MetricPage.read(PAGE).matching("smartbav_webhook_events_total", Map.of("outcome", "processed"));

        assertThat(found).singleElement().satisfies(sample -> {
            assertThat(sample.value()).isEqualTo(41);
            assertThat(sample.labels()).containsEntry("org", "Müller \"& Söhne\" }, a\\n");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "up, '', at-least: 1, HOLDS",
        "up, '', at-most: 0, NOT_YET",
        "smartbav_webhook_events_total, outcome: repeated, at-most: 3, HOLDS",
        "http_server_requests_seconds_max, '', at-most: 250ms, HOLDS",
        "http_server_requests_seconds_max, '', at-most: 249ms, NOT_YET",
        "jvm_memory_used_bytes, area: heap, at-most: 512MB, HOLDS",
        "pool_usage_ratio, '', at-most: 90%, NOT_YET",
        "broken_gauge, '', at-most: 5, UNKNOWN",
        "absent_total, '', at-least: 0, UNKNOWN",
        "smartbav_webhook_events_total, '', at-least: 0, UNKNOWN"
    })
    void aValueIsHeldAgainstItsBandInItsUnit(String metric, String label, String band, Result expected) {
        String labels = label.isEmpty() ? "" : "labels: { " + label + " }\n";

        assertThat(judge("metric: " + metric + "\n" + labels + band).result()).isEqualTo(expected);
    }

    @Test
    void severalSeriesAreAddedUpOnlyIfThatIsSaid() {
        assertThat(judge("metric: smartbav_webhook_events_total\nat-least: 1")
                        .measured()
                        .english())
                .contains("2 series", "sum: true");
        assertThat(judge("metric: smartbav_webhook_events_total\nsum: true\nat-least: 44\nat-most: 44")
                        .result())
                .isEqualTo(Result.HOLDS);
    }

    @Test
    void whoDoesNotAnswerIsUnknown() {
        var metric = metric("metric: up\nat-least: 1");
        var silent = new HttpReading.Unanswered("refused", false, Duration.ZERO);
        var failed = new HttpReading.Answered(503, Map.of(), "up 1", Duration.ZERO);

        assertThat(metric.judge(metric.source().in(silent)).result()).isEqualTo(Result.UNKNOWN);
        assertThat(metric.judge(metric.source().in(failed)).measured().english())
                .contains("503");
    }

    @ParameterizedTest
    @CsvSource({"100, HOLDS", "98, UNKNOWN", "80, NOT_YET"})
    void aRateIsAsExactAsItsTwoLooks(double grown, Result expected) {
        var metric = metric("metric: requests_total\nper: second\nover: 1s\nat-least: 98/s\nat-most: 110/s");
        var first = reading(1000, 0, 10);
        var second = reading(1000 + grown, 1000, 1010);

        var seen = metric.judge(first, second);

        assertThat(seen.result()).isEqualTo(expected);
        assertThat(Double.parseDouble(seen.details().get("valueMost"))).isEqualTo(grown / 0.99);
        assertThat(Double.parseDouble(seen.details().get("valueLeast"))).isEqualTo(grown / 1.01);
    }

    @Test
    void aCounterThatBeganAnewHasNoRate() {
        var metric = metric("metric: requests_total\nper: second\nat-least: 0/s");

        assertThat(metric.judge(reading(500, 0, 1), reading(3, 1000, 1001)).result())
                .isEqualTo(Result.UNKNOWN);
        assertThat(metric.judge(reading(5, 0, 900), reading(6, 800, 1000)).result())
                .isEqualTo(Result.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "metric: a b, /metric",
        "metric: a_seconds | at-most: 5, /at-most",
        "metric: a | per: minute, /per",
        "metric: a | over: 5s, /over",
        "metric: a | per: second | over: 5m | at-most: 5/s, /over",
        "metric: a | per: second | at-most: 5, /at-most",
        "metric: a | per: second | unit: bytes | at-most: 5/s, /unit",
        "metric: a | page: //169.254.169.254/, /page",
        "metric: a | at-least: 5 | at-most: 4, /at-most",
        "metric: a | labels: [x], /labels"
    })
    void faultsAreToldAtTheirField(String fields, String pointer) {
        var errors = new ErrorCollector();
        String lines = fields.replace(" | ", "\n");
        String band = lines.contains("at-most") ? "" : "\nat-least: 1";

        assertThat(Expectations.parse(DocumentParser.parse("type: metric\ntarget: a\n" + lines + band), errors))
                .isEmpty();

        assertThat(errors.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo(pointer);
            assertThat(error.line()).isPositive();
        });
    }

    private static Observation judge(String fields) {
        var metric = metric(fields);
        return metric.judge(metric.source().in(new HttpReading.Answered(200, Map.of(), PAGE, Duration.ZERO)));
    }

    private static Metric metric(String fields) {
        return Parsed.as(Metric.class, "type: metric\ntarget: smartbav-api\n" + fields);
    }

    private static Metric.Reading reading(double value, long sentMs, long receivedMs) {
        return new Metric.Reading(new MetricSource.Value.Amount(value), sentMs * 1_000_000, receivedMs * 1_000_000);
    }
}
