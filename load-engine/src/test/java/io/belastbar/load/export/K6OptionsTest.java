package io.belastbar.load.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.load.export.ExportedThreshold.Comparison;
import io.belastbar.load.export.ExportedThreshold.Measure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class K6OptionsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            load: { users: 50, duration: 5m } | {"executor":"constant-vus","vus":50,"duration":"300s","gracefulStop":"30s"}
            load: { users: 50, ramp-up: 30s, duration: 5m } | {"executor":"ramping-vus","startVUs":0,"stages":[{"duration":"30s","target":50},{"duration":"270s","target":50}],"gracefulRampDown":"30s","gracefulStop":"30s"}
            load: { users: 50, requests-per-user: 20, duration: 10m } | {"executor":"per-vu-iterations","vus":50,"iterations":20,"maxDuration":"600s","gracefulStop":"30s"}
            load: { rate: 100/s, duration: 10m, users: 40 } | {"executor":"constant-arrival-rate","rate":100,"timeUnit":"1s","duration":"600s","preAllocatedVUs":40,"maxVUs":40,"gracefulStop":"30s"}
            load: { rate: 100/s, duration: 10m, ramp-up: 2m } | {"executor":"ramping-arrival-rate","startRate":0,"timeUnit":"1s","stages":[{"duration":"120s","target":100},{"duration":"480s","target":100}],"preAllocatedVUs":100,"maxVUs":3000,"gracefulStop":"30s"}
            load: { stages: [ { duration: 0s, rate: 2/s }, { duration: 500ms, rate: 0.25/s } ], model: open } | {"executor":"ramping-arrival-rate","startRate":200,"timeUnit":"100s","stages":[{"duration":"500ms","target":25}],"preAllocatedVUs":2,"maxVUs":60,"gracefulStop":"30s"}
            """)
    void choosesTheExecutorOfTheLoadModel(String load, String expected) {
        String script = K6Script.of(Documents.withLoad(load), "http://h", List.of());

        JsonNode options = NodeScript.of(script).check().run(1, 0).options();

        assertThat(options.path("scenarios").path("load").toString()).isEqualTo(expected);
    }

    @Test
    void takesThresholdsAlong() {
        List<ExportedThreshold> thresholds = List.of(
                ExportedThreshold.percentile(null, 95, 500),
                new ExportedThreshold(
                        "GET_item",
                        Measure.PERCENTILE,
                        99.9,
                        Comparison.AT_MOST,
                        750.5,
                        Duration.ofSeconds(30),
                        true,
                        Duration.ofSeconds(10)),
                new ExportedThreshold(null, Measure.ERROR_RATE, 0, Comparison.BELOW, 0.001, null, true, Duration.ZERO),
                new ExportedThreshold(
                        null, Measure.THROUGHPUT, 0, Comparison.AT_LEAST, 100, null, false, Duration.ZERO),
                ExportedThreshold.percentile("nothing", 95, 500));

        String script = K6Script.of(Documents.parse(Documents.LOGIN), "http://h", thresholds);
        JsonNode options = NodeScript.of(script).check().run(1, 0).options();

        assertThat(options.path("thresholds").toString()).isEqualTo("""
                        {"http_req_duration":["p(95)<500"],\
                        "http_req_duration{step:GET_item}":[{"threshold":"p(99.9)<=750.5","abortOnFail":true,"delayAbortEval":"10s"}],\
                        "step_failed":[{"threshold":"rate<0.001","abortOnFail":true}],\
                        "http_reqs":["rate>=100"]}""");
        assertThat(script)
                .contains("// - Threshold p(99.9)<=750.5: k6 judges the whole run so far, not the last 30s.")
                .contains("// - Threshold p(95)<500 is left out: no step has the tag 'nothing'.");
    }

    @Test
    void saysWhatK6CannotDo() {
        String script = K6Script.of(
                Documents.withLoad("load: { rate: 100/s, duration: 10m, arrival: poisson }\nconnections: 64"),
                "http://h",
                List.of());

        assertThat(script)
                .contains("// - Arrivals are evenly spaced: k6 has no Poisson arrivals")
                .contains("// - k6 drops an arrival for which no user is free")
                .contains("'connections: 64' is not kept");
    }
}
