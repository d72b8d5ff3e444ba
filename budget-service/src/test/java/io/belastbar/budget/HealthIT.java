package io.belastbar.budget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.belastbar.contracts.EventType;
import io.belastbar.contracts.FindingRaised;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The KPIs of requirements 4 against values that arrive. */
@QuarkusTest
class HealthIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String system = "s-" + UUID.randomUUID();

    @Test
    void healthAnswersEachKpi() {
        store();
        measure("64%", 1);

        as("viewer")
                .get("/api/v1/systems/{system}/health", system)
                .then()
                .statusCode(200)
                .body("healthy", equalTo(true))
                .body("checks.'cpu utilisation'", equalTo(true))
                .body("kpis[0].status", equalTo("ok"))
                .body("kpis[0].observed", equalTo("64%"));
    }

    @Test
    void anAlertIsRaisedAfterTwoValuesAsAFindingAndResolvedAfterThree() {
        store();
        try (var kafka = new KafkaPeer()) {
            measure("95%", 1);
            measure("96%", 2);

            await().atMost(PATIENCE).untilAsserted(() -> as("viewer")
                    .get("/api/v1/systems/{system}/alerts", system)
                    .then()
                    .statusCode(200)
                    .body("", hasSize(1))
                    .body("[0].severity", equalTo("warning"))
                    .body("[0].messageGerman", containsString("cpu, Auslastung: 96 %, Grenze ≤ 70 %")));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(kafka.published(EventType.FINDING_RAISED, FindingRaised.class))
                            .filteredOn(finding -> finding.system().equals(system))
                            .singleElement()
                            .extracting(FindingRaised::fingerprint)
                            .isEqualTo("alert:" + system + ":cpu:target_utilisation"));
        }
        measure("50%", 3);
        measure("50%", 4);
        measure("50%", 5);

        await().atMost(PATIENCE).untilAsserted(() -> as("viewer")
                .get("/api/v1/systems/{system}/alerts", system)
                .then()
                .body("", hasSize(0)));
    }

    @Test
    void withoutValuesTheNextCommandIsNamed() {
        store();

        as("viewer")
                .get("/api/v1/systems/{system}/health", system)
                .then()
                .body("kpis[0].status", equalTo("unknown"))
                .body("hint", containsString("belastbar measure"));
        as("viewer").get("/api/v1/systems/{system}/health", "nobody").then().statusCode(404);
    }

    private void store() {
        as("engineer")
                .contentType("application/yaml")
                .body("resources: { cpu: { target_utilisation: 70%, severity: MEDIUM } }"
                        .getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/{system}/budget", system)
                .then()
                .statusCode(201);
    }

    private void measure(String value, int second) {
        var at = Instant.now().minusSeconds(60 - second);
        as("engineer")
                .contentType("application/json")
                .body("{\"subject\": \"cpu\", \"metric\": \"utilisation\", \"value\": \"%s\", \"at\": \"%s\"}"
                        .formatted(value, at))
                .post("/api/v1/systems/{system}/measurements", system)
                .then()
                .statusCode(201);
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + role + "-token");
    }
}
