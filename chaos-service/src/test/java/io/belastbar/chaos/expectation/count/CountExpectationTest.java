package io.belastbar.chaos.expectation.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.expectation.Expectations;
import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.chaos.expectation.Parsed;
import io.belastbar.chaos.expectation.count.Counted.Count;
import io.belastbar.chaos.expectation.http.HttpReading;
import io.belastbar.chaos.expectation.metric.MetricSource.Value;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import io.belastbar.document.ProblemError;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountExpectationTest {

    private static final String WEBHOOKS = """
            type: webhooks-processed
            sent: { target: smartbav-insurer, request: GET /events/count, json: $.sent }
            processed: { target: smartbav-api, metric: smartbav_webhook_events_total, labels: { outcome: processed } }
            duplicates: { target: smartbav-api, request: GET /events, json: $.twice, as: auditor }
            """;

    @Test
    void aMetricOfOneTargetIsHeldAgainstAFieldOfAnother() {
        var expected = Parsed.as(WebhooksProcessed.class, WEBHOOKS);

        assertThat(expected.targets()).containsExactlyInAnyOrder("smartbav-insurer", "smartbav-api");
        assertThat(expected.credentials()).containsExactly("auditor");
        assertThat(expected.sent().in(answer("{\"sent\":7}"))).isEqualTo(new Value.Amount(7));
        assertThat(expected.processed().in(answer("smartbav_webhook_events_total{outcome=\"processed\"} 7.0")))
                .isEqualTo(new Value.Amount(7));
        assertThat(expected.duplicates().orElseThrow().in(answer("{\"twice\":[{\"id\":\"ä'\"}]}")))
                .isEqualTo(new Value.Amount(1));
        assertThat(expected.sent().in(answer("{\"sent\":\"7\"}"))).isInstanceOf(Value.None.class);
        assertThat(expected.sent().in(new HttpReading.Answered(500, Map.of(), "{\"sent\":7}", Duration.ZERO)))
                .isInstanceOf(Value.None.class);
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7, 7, 0, HOLDS",
        "7, 6, 7, 0, NOT_YET",
        "7, 8, 7, 0, NOT_YET",
        "7, 7, 8, 0, NOT_YET",
        "7, 7, 7, 1, VIOLATED",
        "7, ?, 7, 1, VIOLATED",
        "7, ?, 7, 0, UNKNOWN",
        "7, 7, ?, 0, UNKNOWN",
        "7, 7, 7, ?, UNKNOWN"
    })
    void allMustBeProcessedAndNoneTwice(String sent, String processed, String sentAgain, String twice, Result wanted) {
        var counted = new Counted(
                List.of(new Count("sent", value(sent)), new Count("processed", value(processed))),
                value(sentAgain),
                Optional.of(new Count("duplicates", value(twice))));

        var seen = Parsed.as(WebhooksProcessed.class, WEBHOOKS).judge(counted);

        assertThat(seen.result()).isEqualTo(wanted);
        assertThat(seen.details()).containsEntry("sent", sent).containsEntry("duplicates", twice);
    }

    @Test
    void threeCountsAgreeOnlyTogether() {
        var expected = Parsed.as(CountsAgree.class, """
                type: counts-agree
                counts:
                  - { target: a, metric: orders_total }
                  - { target: b, metric: orders_total }
                  - { target: c, request: GET /orders, json: $.items }
                """);
        var counts = List.of(new Count("a", value("2")), new Count("b", value("2")), new Count("c", value("3")));

        assertThat(expected.counts()).hasSize(3);
        assertThat(expected.judge(new Counted(counts, value("2"), Optional.empty()))
                        .result())
                .isEqualTo(Result.NOT_YET);
        assertThat(expected.judge(new Counted(counts.subList(0, 2), value("2"), Optional.empty()))
                        .result())
                .isEqualTo(Result.HOLDS);
    }

    @Test
    void allFaultsOfAllCountsAreToldAtOnce() {
        var errors = new ErrorCollector();
        var document = """
                type: counts-agree
                counts:
                  - { target: a, metric: "b c" }
                  - { target: a, request: GET /x }
                  - text
                  - { target: a, metric: up }
                  - { target: a, metric: up }
                duplicates: { target: a, metric: up, json: $.x }
                """;

        assertThat(Expectations.parse(DocumentParser.parse(document), errors)).isEmpty();

        assertThat(errors.errors())
                .extracting(ProblemError::pointer)
                .containsExactlyInAnyOrder(
                        "/counts/0/metric", "/counts/1/json", "/counts/2", "/counts/4", "/duplicates/json");
    }

    @Test
    void withoutWhoKnowsOfDuplicatesWebhooksAreNotProcessed() {
        var errors = new ErrorCollector();

        Expectations.parse(DocumentParser.parse(WEBHOOKS.replaceFirst("duplicates.*\n", "")), errors);

        assertThat(errors.errors()).singleElement().satisfies(error -> assertThat(error.rule())
                .contains("duplicates"));
    }

    private static Value value(String number) {
        return number.equals("?")
                ? new Value.None(Sentence.verbatim("away"))
                : new Value.Amount(Double.parseDouble(number));
    }

    private static HttpReading answer(String body) {
        return new HttpReading.Answered(200, Map.of(), body, Duration.ZERO);
    }
}
