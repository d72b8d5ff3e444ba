package io.belastbar.loadtest.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.notNullValue;

import io.belastbar.loadtest.ScriptedTarget;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL cannot store NUL, and nobody can read the others: they are refused at the door, or made harmless. */
@QuarkusTest
@QuarkusTestResource(ScriptedTarget.class)
class ControlCharactersIT {

    private final String system = "c-" + UUID.randomUUID().toString().substring(0, 8);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenants: { names: [ \"a\\0b\" ] }",
                "tenants: { count: 2, name: \"a\\x01${n}\" }",
                "tenants: { variable: \"a\\0\", count: 2 }",
                "data: { u: { csv: \"a\\nx\\0y\\n\" } }",
                "data: { u: { csv: \"a\\0\\nx\\n\" } }",
                "data: { \"u\\0\": { csv: \"a\\nx\\n\" } }",
                "description: \"a\\0b\"",
                "thresholds: [ { on: \"a\\0\", expression: p(95)<500 } ]",
                "thresholds: { \"response_time{tenant:a\\0}\": [ p(95)<500 ] }",
                "sql: { tenant-setting: \"a.b\\0\" }"
            })
    void aScenarioWithOneIsRefusedWithItsLine(String line) {
        refused(stored(line + "\nsteps:\n  - request: GET /a\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ request: GET /a, name: \"a\\0\" }",
                "{ request: GET /a, name: \"a\\nb\" }",
                "{ request: GET /a, tag: \"a\\x1b[31m\" }",
                "{ request: GET /a, endpoint: \"GET /a\\0\" }",
                "{ request: \"GET /a\\0\" }",
                "{ request: GET /a, headers: { X-A: \"a\\0\" } }",
                "{ request: POST /a, body: { \"a\\0\": 1 } }",
                "{ request: POST /a, body: { a: \"a\\0\" } }",
                "{ request: GET /a, extract: { a: \"$.a\\0\" } }"
            })
    void aStepWithOneIsRefusedWithItsLine(String step) {
        refused(stored("steps:\n  - " + step + "\n"));
    }

    @Test
    void aScenarioAsJsonWithOneIsRefusedWithItsLine() {
        refused(put("{\"scenario\": \"it\", \"target\": \"it-target\",\n \"description\": \"a\\u0000b\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"scenario\":\"it\\u0000\"}",
                "{\"scenario\":\"it\",\"labels\":{\"commit\":\"a\\u0000\"}}",
                "{\"scenario\":\"it\",\"labels\":{\"com\\u0000mit\":\"a\"}}",
                "{\"scenario\":\"it\",\"whenBusy\":\"\\u0000\"}"
            })
    void aRequestForARunWithOneIsRefused(String body) {
        refused(LoadtestApi.as("engineer")
                .contentType("application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(body)
                .post("/api/v1/systems/" + system + "/test-runs"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"cron\":\"0 2 * * *\\u0000\"}", "{\"cron\":\"0 2 * * *\",\"timeZone\":\"UTC\\u0000\"}"})
    void aScheduleWithOneIsRefused(String body) {
        stored("steps:\n  - request: GET /a\n").then().statusCode(201);

        refused(LoadtestApi.as("engineer")
                .contentType("application/json")
                .body(body)
                .put("/api/v1/systems/" + system + "/scenarios/it/schedule"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/systems/a%00b/test-runs",
                "/systems/a/scenarios/b%00",
                "/systems/a/test-runs?cursor=%00",
                "/test-run-comparisons?runs=%00",
                "/test-runs/a%00b",
                "/systems/a/scenarios?cursor=a%01"
            })
    void anAddressWithOneIsRefused(String address) {
        int status = LoadtestApi.as("viewer")
                .urlEncodingEnabled(false)
                .get("/api/v1" + address)
                .statusCode();

        assertThat(status).isBetween(400, 404);
    }

    /** Another tool's words are not ours to refuse: they are shown without what cannot be shown. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "timeStamp,elapsed,label,responseCode,success\n1770000000000,100,GET /a\0b,200,true\n",
                "timeStamp,elapsed,label,responseCode,responseMessage,success\n1770000000000,100,a,500,no\0\u0001,false\n",
                "{\"type\":\"Point\",\"metric\":\"http_req_duration\",\"data\":{\"time\":\"2026-02-02T02:40:00Z\","
                        + "\"value\":100,\"tags\":{\"name\":\"a\\u0000b\",\"method\":\"GET\",\"url\":\"/a\\u0000\","
                        + "\"tenant\":\"t\\u0000\"}}}\n"
            })
    void anImportedFileWithOneIsRefusedOrStored(String file) {
        Response answer = LoadtestApi.as("engineer")
                .contentType("application/octet-stream")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(file.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/systems/" + system + "/test-run-imports?format=auto&scenario=it");

        assertThat(answer.statusCode()).as(answer.asString()).isIn(201, 400);
        if (answer.statusCode() == 201) {
            assertThat(LoadtestApi.as("viewer").get(answer.header("Location")).asString())
                    .contains("\"state\":\"FINISHED\"")
                    .doesNotContain("\\u0000");
        }
    }

    private Response stored(String rest) {
        return put("scenario: it\ntarget: it-target\nload: { users: 1, duration: 1s }\n" + rest);
    }

    private Response put(String document) {
        return LoadtestApi.as("engineer")
                .contentType("application/yaml")
                .body(document.getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/" + system + "/scenarios/it");
    }

    private static void refused(Response answer) {
        answer.then()
                .statusCode(400)
                .contentType(containsString("application/problem+json"))
                .body("errors[0].line", notNullValue())
                .body("errors[0].rule", notNullValue());
    }
}
