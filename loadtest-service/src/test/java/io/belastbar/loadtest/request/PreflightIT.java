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
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Runs whose load would be in vain. */
@QuarkusTest
@QuarkusTestResource(ScriptedTarget.class)
class PreflightIT {

    @Inject
    Pool pool;

    @Test
    void aTargetThatIsNotThereIsToldBeforeTheLoadInEveryReport() {
        Response run = run("pre-absent", "it-absent", "GET /auth/login");

        assertThat(run.<String>path("verdict")).isEqualTo("ABORTED");
        assertThat(run.<Boolean>path("refusedBeforeLoad")).isTrue();
        assertThat(reason(run))
                .startsWith("No load was made, because it would have been in vain: it-absent: CONNECTION_FAILED")
                .contains("BELASTBAR_TARGETS_IT_ABSENT_URL");
        assertThat(run.<List<String>>path("reasonsGerman").getFirst()).startsWith("Es wurde keine Last erzeugt");
        assertThat(run.<List<Object>>path("endpoints")).isEmpty();
        String path = "/api/v1/test-runs/" + run.path("runId") + "/report.";
        assertThat(LoadtestApi.as("viewer").get(path + "xml").asString())
                .contains("<error message=\"No load was made")
                .contains("errors=\"1\"");
        assertThat(LoadtestApi.as("viewer").get(path + "html?lang=de").asString())
                .contains("Es wurde keine Last erzeugt");
        assertThat(LoadtestApi.as("viewer").get(path + "json").asString()).contains("\"verdict\" : \"ABORTED\"");
        assertThat(LoadtestApi.published(run.path("runId"))).endsWith("test-run.finished.v1");
    }

    @Test
    void aRequestThatIsRefusedIsToldWithItsStatus() {
        Response run = run("pre-401", "it-target", "GET /api/v1/employees");

        assertThat(run.<Boolean>path("refusedBeforeLoad")).isTrue();
        assertThat(reason(run)).contains("`main` at it-target: UNEXPECTED_STATUS 401: GET /api/v1/employees.");
    }

    @Test
    void aRunThatIsMadeSaysThatRequestsWereSentBefore() {
        Response run = run("pre-good", "it-target", "GET /steered");

        assertThat(run.<Object>path("refusedBeforeLoad")).isNull();
        assertThat(run.<List<String>>path("generator.notes"))
                .anyMatch(note -> note.contains("was tried before the load, with one request."));
    }

    @Test
    void aTargetThatWentAwayWhileTheRunWaitedIsToldAsSuch() {
        String system = "pre-gone";
        LoadtestApi.store(system, "it-target", "[ { duration: 0s, target: 1 }, { duration: 300s, target: 1 } ]");
        String first = LoadtestApi.started(system);
        LoadtestApi.in(first, "RUNNING");
        String second = LoadtestApi.started(system);
        Await.of(pool.preparedQuery("""
                        UPDATE document SET understood = replace(understood::text, 'it-target', 'it-nobody')::json
                         WHERE kind = 'scenario' AND system = $1""").execute(Tuple.of(system)));

        LoadtestApi.as("engineer").delete(first);
        Response run = LoadtestApi.finished(second);

        assertThat(run.<Boolean>path("refusedBeforeLoad")).isTrue();
        assertThat(reason(run))
                .isEqualTo("No load was made: target \"it-nobody\" is not registered (belastbar.targets).");
    }

    private static Response run(String system, String target, String request) {
        LoadtestApi.as("engineer")
                .contentType("application/yaml")
                .body("""
                        scenario: it
                        target: %s
                        load: { users: 1, duration: 1s }
                        steps: [ { name: main, request: %s } ]
                        """.formatted(target, request).getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/" + system + "/scenarios/it")
                .then()
                .statusCode(201);
        return LoadtestApi.finished(LoadtestApi.start(system, UUID.randomUUID().toString())
                .then()
                .statusCode(202)
                .extract()
                .header("Location"));
    }

    private static String reason(Response run) {
        return run.<List<String>>path("reasons").getFirst();
    }
}
