package io.belastbar.budget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.belastbar.budget.evaluation.Runs;
import io.belastbar.contracts.RunVerdict;
import io.belastbar.embedded.testing.TestInfrastructure;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** PostgreSQL crashes under the service. */
@QuarkusTest
class OutageIT {

    private final String runId = UUID.randomUUID().toString();

    @Test
    void withoutPostgresqlCallersAreTold503AndARunThatFinishesMeanwhileIsEvaluatedLater() {
        put("100ms").then().statusCode(201);
        var postgres = TestInfrastructure.current().postgres();

        postgres.kill();
        try (var kafka = new KafkaPeer()) {
            var refused = put("200ms");
            refused.then().statusCode(503);
            assertThat(refused.header("Retry-After")).isNotNull();
            assertThat(refused.asString()).doesNotContain("postgresql://", "Exception");
            viewer().get("/api/v1/systems/smartbav/budget").then().statusCode(503);
            kafka.publish(
                    UUID.randomUUID().toString(),
                    Runs.run(runId, RunVerdict.PASSED, Runs.measured("GET /outage", 400, 0, i -> 10)));
        } finally {
            postgres.start();
        }

        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> viewer().get(
                        "/api/v1/test-runs/{runId}/evaluation", runId)
                .then()
                .statusCode(200)
                .body("verdict", equalTo("PASS"))
                .body("budgetVersion", equalTo(1)));
        put("200ms").then().statusCode(200).body("version", equalTo(2));
    }

    private static Response put(String limit) {
        return given().header("Authorization", "Bearer engineer-token")
                .contentType("application/yaml")
                .body(("endpoints:\n  \"GET /outage\":\n    target_response_time_p95: " + limit + "\n").getBytes())
                .put("/api/v1/systems/smartbav/budget");
    }

    private static RequestSpecification viewer() {
        return given().header("Authorization", "Bearer viewer-token");
    }
}
