package io.belastbar.loadtest.execution;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/** The API as an engineer's script uses it. */
final class LoadtestApi {

    private LoadtestApi() {}

    static RequestSpecification as(String principal) {
        return given().header("Authorization", "Bearer " + principal + "-token");
    }

    static void store(String system, String target, String stages) {
        as("engineer")
                .contentType("application/yaml")
                .body(scenario(target, stages).getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/" + system + "/scenarios/it")
                .then()
                .statusCode(201);
    }

    static String scenario(String target, String stages) {
        return """
                scenario: it
                target: %s
                timeout: 2s
                stages: %s
                steps:
                  - request: POST /auth/login
                    body: { email: "makler${vu}@smartcloud.de", password: testpass123 }
                    check: { status: 200 }
                    extract: { token: $.access_token }
                  - request: GET /api/v1/employees?limit=100
                    tag: GET_employees
                    headers: { Authorization: "Bearer ${token}" }
                    check: { status: 200 }
                  - think: 200ms
                """.formatted(target, stages);
    }

    static Response start(String system, String idempotencyKey) {
        return as("engineer")
                .contentType("application/json")
                .header("Idempotency-Key", idempotencyKey)
                .body("{\"scenario\":\"it\"}")
                .post("/api/v1/systems/" + system + "/test-runs");
    }

    /** The location of a run that was accepted. */
    static String started(String system) {
        return start(system, UUID.randomUUID().toString())
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
    }

    static Response finished(String location) {
        return in(location, "FINISHED");
    }

    static Response in(String location, String state) {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(300))
                .until(
                        () -> as("viewer").get(location),
                        answer -> answer.statusCode() == 200 && state.equals(answer.path("state")));
    }
}
