package io.belastbar.loadtest.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.jobs.Await;
import io.belastbar.loadtest.ScriptedTarget;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Why requests failed, from a real target through PostgreSQL to each door. */
@QuarkusTest
@QuarkusTestResource(ScriptedTarget.class)
class FailureCausesIT {

    @Inject
    Pool pool;

    @Test
    void causesReachTheRunItsReportsAndItsProgress() {
        String run = failing("causes-1");

        Response shown = LoadtestApi.as("viewer").get(run);
        assertThat(shown.<String>path("failures[0].step")).isEqualTo("me");
        assertThat(shown.<String>path("failures[0].error")).isEqualTo("UNEXPECTED_STATUS");
        assertThat(shown.<String>path("failures[0].code")).isEqualTo("401");
        assertThat(shown.<String>path("failures[0].message")).startsWith("expected 200, got 401: {\"items\":");
        assertThat(shown.<Float>path("failures[0].share")).isEqualTo(1f);
        assertThat(shown.<String>path("failures[0].adviceGerman")).contains("Zugangsdaten");
        assertThat(shown.<Integer>path("failures[0].count")).isEqualTo(shown.<Integer>path("endpoints[0].errors"));
        assertThat(report(run, "json")).contains("\"code\" : \"401\"", "\"message\" : \"expected 200, got 401");
        assertThat(report(run, "xml")).contains("<system-out>Why requests failed:", "UNEXPECTED_STATUS 401");
        assertThat(report(run, "html?lang=de")).contains("Warum Anfragen fehlschlugen", "UNEXPECTED_STATUS 401");
        assertThat(lastPoint(run)).contains("\"byClass\": {\"UNEXPECTED_STATUS\":", "\"code\": \"401\"");
    }

    @Test
    void aRunThatIsOlderThanCausesStaysReadable() {
        String run = failing("causes-2");
        Tuple id = Tuple.of(id(run));
        Await.of(pool.preparedQuery("UPDATE run_result SET failures = NULL WHERE run_id = $1")
                .execute(id));
        Await.of(pool.preparedQuery("UPDATE run_progress SET point = point - 'failures' WHERE run_id = $1")
                .execute(id));

        assertThat(LoadtestApi.as("viewer").get(run).<List<Map<String, Object>>>path("failures"))
                .isEmpty();
        assertThat(report(run, "json")).contains("\"failures\" : [ ]");
        assertThat(LoadtestApi.as("viewer").get(run + "/progress").asString()).contains("event:finished");
    }

    /** A step that answers 401, which its check does not expect. */
    private static String failing(String system) {
        LoadtestApi.as("engineer")
                .contentType("application/yaml")
                .body("""
                scenario: it
                target: it-target
                preflight: off
                load: { users: 2, duration: 3s }
                steps:
                  - name: me
                    request: GET /api/v1/employees
                    check: { status: 200 }
                    extract: { x: "$.items[0].id" }
                  - { name: after, request: "GET /steered?x=${x}" }
                thresholds: [ { on: after, expression: "p(95)<100" } ]
                """.getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/" + system + "/scenarios/it")
                .then()
                .statusCode(201);
        String run = LoadtestApi.started(system);
        LoadtestApi.finished(run);
        return run;
    }

    private static String report(String run, String form) {
        return LoadtestApi.as("viewer").get(run + "/report." + form).asString();
    }

    private String lastPoint(String run) {
        return Await.of(pool.preparedQuery(
                                "SELECT point::text FROM run_progress WHERE run_id = $1 ORDER BY position DESC LIMIT 1")
                        .execute(Tuple.of(id(run))))
                .iterator()
                .next()
                .getString(0);
    }

    private static UUID id(String run) {
        return UUID.fromString(run.substring(run.lastIndexOf('/') + 1));
    }
}
