package io.belastbar.load.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
        String script = K6Script.of(Documents.withLoad(load), "http://h");

        JsonNode options = NodeScript.of(script).check().run(1, 0).options();

        assertThat(options.path("scenarios").path("load").toString()).isEqualTo(expected);
    }

    @Test
    void takesThresholdsAlong() {
        String script = K6Script.of(Documents.parse(Documents.LOGIN + """
                                thresholds:
                                  - p(95)<500
                                  - { on: GET_item, expression: "p(99.9)<=750.5", window: 30s, abort-on-fail: true, delay: 10s }
                                  - { on: { step: login, tenant: "org 1" }, expression: "avg<2s" }
                                  - { on: { tenant: "org,2" }, expression: "avg<2s" }
                                  - { expression: "rate<0.1%", abort-on-fail: true }
                                  - throughput>=100/s
                                """), "http://h");
        JsonNode options = NodeScript.of(script).check().run(1, 0).options();

        assertThat(options.path("thresholds").toString()).isEqualTo("""
                        {"http_req_duration":["p(95)<500"],\
                        "http_req_duration{step:GET_item}":[{"threshold":"p(99.9)<=750.5","abortOnFail":true,"delayAbortEval":"10s"}],\
                        "http_req_duration{step:login,tenant:org 1}":["avg<2000"],\
                        "step_failed":[{"threshold":"rate<0.001","abortOnFail":true}],\
                        "http_reqs":["rate>=100"]}""");
        assertThat(script)
                .contains("// - Threshold GET_item: p(99.9)<=750.5 in every 30 s: k6 judges the whole run so far")
                .contains("// - Threshold tenant org,2: avg<2000 is left out: k6 cannot select what it is about.")
                .contains("// - Threshold throughput>=100/s: k6 counts failed requests too.");
    }

    @Test
    void saysWhatK6CannotDo() {
        String script = K6Script.of(
                Documents.withLoad("load: { rate: 100/s, duration: 10m, arrival: poisson }\nconnections: 64"),
                "http://h");

        assertThat(script)
                .contains("// - Arrivals are evenly spaced: k6 has no Poisson arrivals")
                .contains("// - k6 drops an arrival for which no user is free")
                .contains("'connections: 64' is not kept");
    }
}
