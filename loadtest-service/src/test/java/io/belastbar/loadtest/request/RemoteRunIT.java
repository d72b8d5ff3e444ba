package io.belastbar.loadtest.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.loadtest.ScriptedTarget;
import io.belastbar.loadtest.hyperfoil.ReplayedControllerResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Runs that somebody else makes the load for, through the API. */
@QuarkusTest
@QuarkusTestResource(ScriptedTarget.class)
@QuarkusTestResource(ReplayedControllerResource.class)
class RemoteRunIT {

    @Test
    void whatHyperfoilMeasuredIsHeldToTheThresholds() throws IOException {
        store("elsewhere", recorded() + """
                engine: hyperfoil
                thresholds: [ { on: list, expression: "p(95)<60s" }, { on: detail, expression: "rate<0.01" } ]
                """);

        Response run = LoadtestApi.finished(started("elsewhere"));

        assertThat(run.<String>path("verdict")).isEqualTo("FAILED");
        assertThat(run.<List<String>>path("thresholds.status")).containsExactly("PASS", "FAIL");
        assertThat(run.<Float>path("thresholds[1].observed")).isEqualTo(1f);
        assertThat(run.<String>path("provenance.engine")).isEqualTo("hyperfoil");
        assertThat(run.<String>path("provenance.engineVersion")).isEqualTo("0.25.2");
        assertThat(run.<List<Integer>>path("tenants.requests")).containsExactly(100, 100);
    }

    @Test
    void anEngineThatIsOffAbortsTheRunAndNamesTheKey() throws IOException {
        store("no-cluster", recorded() + "engine: k6-operator\n");

        Response run = LoadtestApi.finished(started("no-cluster"));

        assertThat(run.<String>path("verdict")).isEqualTo("ABORTED");
        assertThat(run.asString()).contains("belastbar.loadtest.k6-operator.enabled");
    }

    private static String recorded() throws IOException {
        try (var stream = RemoteRunIT.class.getResourceAsStream("/hyperfoil/scenario.yml")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("target: shop", "target: it-target");
        }
    }

    private static void store(String system, String document) {
        LoadtestApi.as("engineer")
                .contentType("application/yaml")
                .body(document.getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/" + system + "/scenarios/recorded")
                .then()
                .statusCode(201);
    }

    private static String started(String system) {
        return LoadtestApi.as("engineer")
                .contentType("application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body("{\"scenario\":\"recorded\"}")
                .post("/api/v1/systems/" + system + "/test-runs")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
    }
}
