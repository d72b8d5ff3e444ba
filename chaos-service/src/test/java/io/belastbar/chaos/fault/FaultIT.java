package io.belastbar.chaos.fault;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.belastbar.embedded.testing.TestInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(SimulatedInsurer.class)
class FaultIT {
    private static final String SYSTEM = """
            {"system":"smartbav","targets":{"http":"smartbav-api","insurer":"smartbav-insurer"}}""";

    SimulatedInsurer insurer;

    @Inject
    Pool pool;

    @BeforeEach
    void describeTheSystem() {
        insurer.broken(false);
        insurer.heard().clear();
        as("engineer")
                .contentType("application/json")
                .body(SYSTEM)
                .put("/api/v1/systems/smartbav")
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(200, 201));
    }

    @AfterEach
    void nothingIsUnderWay() {
        insurer.broken(false);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> pool.query("SELECT count(*) FROM fault WHERE state <> 'ENDED'")
                                .executeAndAwait()
                                .iterator()
                                .next()
                                .getLong(0)
                        == 0);
    }

    @Test
    void aFaultIsInjectedAndClearedAtItsDeadlineAndTold() {
        String id = inject("smartbav-insurer", 1).statusCode(201).extract().path("id");

        assertThat(insurer.heard().getFirst()).startsWith("PUT /control {\"latencyMs\":30000,\"expiresAfterMs\":");
        awaitState(id, "ENDED");
        fault(id).body("endReason", equalTo("EXPIRED")).body("endedAt", notNullValue());
        assertThat(insurer.heard()).anyMatch(call -> call.startsWith("POST /control/reset"));
        assertThat(phases(id)).containsExactly("INJECTED", "EXPIRED");
    }

    @Test
    void deletingAFaultClearsItAtOnce() {
        String id = inject("smartbav-insurer", 600).extract().path("id");

        as("operator")
                .delete("/api/v1/faults/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("ENDED"))
                .body("endReason", equalTo("CANCELLED"))
                .body("endedBy", equalTo("operator"));
    }

    @Test
    void aFaultWhoseTargetDoesNotAnswerIsClearedUntilItDoes() {
        String id = inject("smartbav-insurer", 600).extract().path("id");
        insurer.broken(true);

        as("operator").delete("/api/v1/faults/" + id).then().body("state", equalTo("CLEARING"));
        insurer.broken(false);

        awaitState(id, "ENDED");
    }

    @Test
    void aFaultThatTheTargetRefusesIsUnavailableAndCleared() {
        insurer.broken(true);

        inject("smartbav-insurer", 600).statusCode(503).header("Retry-After", notNullValue());
    }

    /** What a process leaves behind that died between storing and clearing. */
    @Test
    void aFaultOfAProcessThatDiedIsCleared() {
        String id = "7d1a2f50-0000-4000-8000-000000000001";
        pool.query("""
                        INSERT INTO fault
                          (id, system, type, target, latency_ms, planned_at, deadline, started_by, state, injected_at)
                        VALUES ('%s', 'smartbav', 'insurer-latency', 'smartbav-insurer', 30000, now() - interval '2 min',
                          now() - interval '1 min', 'operator', 'ACTIVE', now() - interval '2 min')
                        """.formatted(id)).executeAndAwait();

        awaitState(id, "ENDED");
        assertThat(insurer.heard()).anyMatch(call -> call.startsWith("POST /control/reset"));
    }

    @Test
    void oneFaultATargetAtATime() {
        inject("smartbav-insurer", 2).statusCode(201);

        inject("smartbav-insurer", 2).statusCode(409);
    }

    @Test
    void onlyRegisteredTargetsOfTheSystemAreBroken() {
        inject("somebody-else", 60).statusCode(403);
        inject("smartbav-db", 60).statusCode(400).body("errors[0].pointer", equalTo("/target"));
        assertThat(insurer.heard()).isEmpty();
    }

    @Test
    void anEngineerMayNotBreakAnything() {
        order("engineer", "smartbav-insurer", 60).statusCode(403);
        assertThat(insurer.heard()).isEmpty();
    }

    @Test
    void productionNeedsASecondPerson() {
        as("engineer")
                .contentType("application/json")
                .body("{\"system\":\"prod\",\"targets\":{\"insurer\":\"prod-insurer\"}}")
                .put("/api/v1/systems/prod")
                .then()
                .statusCode(201);

        as("operator")
                .contentType("application/json")
                .body(
                        "{\"type\":\"insurer-latency\",\"target\":\"prod-insurer\",\"latencyMs\":9,\"durationSeconds\":9}")
                .post("/api/v1/systems/prod/faults")
                .then()
                .statusCode(409);
        assertThat(insurer.heard()).isEmpty();
    }

    @Test
    void itIsHealthyAndDescribed() {
        given().get("/q/health/ready").then().statusCode(200);
        assertThat(as("viewer").get("/q/openapi").asString()).contains("/api/v1/systems/{system}/faults");
    }

    private static ValidatableResponse inject(String target, int seconds) {
        return order("operator", target, seconds);
    }

    private static ValidatableResponse order(String principal, String target, int seconds) {
        return as(principal)
                .contentType("application/json")
                .body("{\"type\":\"insurer-latency\",\"target\":\"%s\",\"latencyMs\":30000,\"durationSeconds\":%d}"
                        .formatted(target, seconds))
                .post("/api/v1/systems/smartbav/faults")
                .then();
    }

    private static ValidatableResponse fault(String id) {
        return as("viewer").get("/api/v1/faults/" + id).then();
    }

    private static void awaitState(String id, String state) {
        await().atMost(Duration.ofSeconds(20)).until(() -> fault(id).extract().path("state"), state::equals);
    }

    private static RequestSpecification as(String principal) {
        return given().auth().preemptive().oauth2(principal + "-token");
    }

    private static List<String> phases(String key) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", TestInfrastructure.settings().get("kafka.bootstrap.servers"),
                "group.id", "fault-test",
                "auto.offset.reset", "earliest");
        List<String> bodies = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("belastbar.game-day-steps"));
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> {
                    if (message.key().equals(key)) {
                        bodies.add(message.value());
                    }
                });
                return bodies.size() >= 4;
            });
        }
        return bodies.stream()
                .filter(body -> body.contains("\"phase\""))
                .map(body -> body.replaceAll(".*\"phase\":\"([A-Z]+)\".*", "$1"))
                .toList();
    }
}
