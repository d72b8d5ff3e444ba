package io.belastbar.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.load.evaluation.ThresholdResult;
import io.belastbar.load.evaluation.ThresholdResult.Status;
import io.belastbar.load.evaluation.ThresholdResult.Window;
import io.belastbar.load.threshold.Scope;
import io.belastbar.load.threshold.Threshold;
import io.belastbar.load.threshold.Threshold.Origin;
import io.belastbar.load.threshold.ThresholdExpression;
import io.belastbar.load.threshold.TimeBasis;
import io.belastbar.loadtest.run.RunOutcome.ThresholdView;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredThresholdsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p(99.9)<1500",
                "rate<=0.001",
                "throughput>=100/s",
                "count>1000",
                "avg<0.5",
                "max<2000",
                "throughput>=500/min",
                "rate<=0.000000001%",
                "max<9223372036854.775807"
            })
    void aJudgementComesBackAsItWas(String expression) throws Exception {
        Threshold threshold = new Threshold(
                new Scope("list", "org_1"),
                ThresholdExpression.parse(expression).getFirst(),
                TimeBasis.SERVICE,
                Duration.ofSeconds(30),
                true,
                Duration.ofMillis(1_500),
                Origin.BUDGET);
        ThresholdResult judged = new ThresholdResult(
                threshold, Status.WARN, 1.5, -0.5, -33.3, 1_000, new Window(3, 33), new Sentence("so", "so"));

        assertThat(read(JSON.writeValueAsString(List.of(ThresholdView.of(judged)))))
                .containsExactly(judged);
    }

    @Test
    void whatHasNoValueHasNone() throws Exception {
        Threshold threshold = Threshold.of(
                Scope.WHOLE_RUN, ThresholdExpression.parse("max<10").getFirst(), Origin.SCENARIO);
        ThresholdResult beyond =
                new ThresholdResult(threshold, Status.FAIL, null, null, null, 9, null, new Sentence("a", "b"));

        assertThat(read(JSON.writeValueAsString(List.of(ThresholdView.of(beyond)))))
                .containsExactly(beyond);
    }

    @Test
    void whatAnOlderVersionStoredIsRead() throws Exception {
        List<ThresholdResult> read = read("""
                [{"name": "list, tenant org_1: service p(95)<500 in every 30 s", "on": "list, tenant org_1",
                  "expression": "p(95)<500", "origin": "SCENARIO", "status": "FAIL", "limit": 500.0, "observed": 801.0,
                  "margin": -301.0, "marginPercent": -60.2, "samples": 800, "windowSeconds": 30,
                  "sentence": "english", "sentenceGerman": "german"},
                 {"name": "tenant org_2: rate<0.01", "on": "tenant org_2", "expression": "rate<0.01",
                  "origin": "BUDGET", "status": "NO_DATA", "limit": 0.01, "observed": null, "margin": null,
                  "marginPercent": null, "samples": 0, "windowSeconds": 0, "sentence": "e", "sentenceGerman": "g"},
                 {"name": "max<10", "on": "", "expression": "max<10", "origin": "SCENARIO", "status": "PASS",
                  "limit": 10.0, "observed": 9.0, "margin": 1.0, "marginPercent": 10.0, "samples": 1,
                  "windowSeconds": 0, "sentence": "e", "sentenceGerman": "g"}]""");

        assertThat(read)
                .extracting(each -> each.threshold().on())
                .containsExactly(new Scope("list", "org_1"), new Scope(null, "org_2"), Scope.WHOLE_RUN);
        assertThat(read.getFirst().threshold().metric()).isEqualTo(TimeBasis.SERVICE);
        assertThat(read.getFirst().threshold().window()).isEqualTo(Duration.ofSeconds(30));
        assertThat(read.getFirst().observed()).isEqualTo(801.0);
        assertThat(read.getFirst().sentence().german()).isEqualTo("german");
        assertThat(read.get(1).status()).isEqualTo(Status.NO_DATA);
        assertThat(read.get(2).threshold().metric()).isEqualTo(TimeBasis.RESPONSE);
    }

    /** Stored before rates by the minute were written as such. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "throughput>=8.333333333333334/s",
                "throughput>=0.0002777777777777778/s",
                "rate<=0.00000000001234"
            })
    void aLimitOfManyDigitsIsRead(String expression) throws Exception {
        List<ThresholdResult> read = read("""
                [{"name": "%1$s", "on": "", "expression": "%1$s", "origin": "BUDGET", "status": "PASS",
                  "limit": 1, "observed": 9.0, "margin": 1.0, "marginPercent": 10.0, "samples": 1,
                  "windowSeconds": 0, "sentence": "e", "sentenceGerman": "g"}]""".formatted(expression));

        assertThat(read.getFirst().threshold().condition())
                .isEqualTo(ThresholdExpression.parse(expression).getFirst());
    }

    private static List<ThresholdResult> read(String stored) throws Exception {
        return StoredThresholds.of(JSON.readValue(stored, new TypeReference<List<ThresholdView>>() {}));
    }
}
