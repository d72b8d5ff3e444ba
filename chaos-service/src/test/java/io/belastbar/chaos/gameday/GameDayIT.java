package io.belastbar.chaos.gameday;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.chaos.fault.SimulatedInsurer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(SimulatedInsurer.class)
class GameDayIT {
    private static final String RUNBOOK = """
            runbook: steady-state-missed
            goal: Nothing is broken where nothing was well before
            critical-function: Quotes
            criticality: supporting
            steady-state:
              within: 1s
              expect:
                - {type: breaker-state, breaker: nobody, state: CLOSED, target: smartbav-api}
            steps:
              - at: T+0
                inject: {type: insurer-latency, target: smartbav-insurer, latency: 30s, duration: 1m}
            """;

    @Test
    void withoutItsSteadyStateAGameDayEndsAbortedAndIsTold() {
        as("engineer").contentType("application/json").body("""
                        {"system":"smartbav","targets":{"http":"smartbav-api","insurer":"smartbav-insurer"}}""").put("/api/v1/systems/smartbav");
        var stored = as("engineer")
                .contentType("application/yaml")
                .body(RUNBOOK.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .put("/api/v1/systems/smartbav/runbooks/steady-state-missed");
        assertThat(stored.statusCode()).as(stored.asString()).isIn(200, 201);

        var started = as("operator")
                .contentType("application/json")
                .body("{\"runbook\":\"steady-state-missed\"}")
                .post("/api/v1/systems/smartbav/game-days");
        assertThat(started.statusCode()).as(started.asString()).isEqualTo(202);
        String address = started.header("Location").replaceFirst("^https?://[^/]+", "");

        await().atMost(Duration.ofSeconds(60))
                .until(() -> as("operator").get(address).path("state").equals("ENDED"));
        assertThat(as("operator").get(address).<String>path("outcome")).isEqualTo("ABORTED");
        assertThat(as("operator").get(address + "/events").asString())
                .contains("NOT_STEADY", "GAME_DAY_ENDED", "event:finished")
                .doesNotContain("STEP_BEGUN");
    }

    private static RequestSpecification as(String role) {
        return given().auth().preemptive().oauth2(role + "-token");
    }
}
