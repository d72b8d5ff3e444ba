package io.belastbar.loadtest.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.notNullValue;

import io.belastbar.embedded.testing.TestInfrastructure;
import io.belastbar.loadtest.ScriptedTarget;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is left of a run when PostgreSQL or its instance goes away. */
@QuarkusTest
@QuarkusTestResource(ScriptedTarget.class)
class OutageIT {

    private static final String LONG = "[ { duration: 0s, target: 3 }, { duration: 300s, target: 3 } ]";

    @Inject
    Pool pool;

    @Test
    void postgresqlThatStopsDuringARunAbortsItAndNothingIsLost() throws Exception {
        LoadtestApi.store("outage", "it-target", LONG);
        String location = LoadtestApi.started("outage");
        LoadtestApi.in(location, "RUNNING");
        assertThat(LoadtestApi.pointsOf(location)).isPositive();

        TestInfrastructure.current().postgres().stop();
        try {
            LoadtestApi.as("viewer").get(location).then().statusCode(503).header("Retry-After", notNullValue());
            LoadtestApi.start("outage", "k").then().statusCode(503);
            await().atMost(Duration.ofMinutes(3))
                    .until(
                            () -> LoadtestApi.as("viewer").get("/q/metrics").asString(),
                            metrics -> metrics.contains("belastbar_loadtest_virtual_users 0.0"));
        } finally {
            TestInfrastructure.current().postgres().start();
        }

        Response run = LoadtestApi.finished(location);
        assertThat(run.<String>path("verdict")).isEqualTo("ABORTED");
        assertThat(run.<List<String>>path("reasons")).first().asString().startsWith("PostgreSQL could not store");
        assertThat(run.<Integer>path("endpoints[1].requests")).isPositive();
        assertThat(LoadtestApi.published(run.path("runId")))
                .endsWith("test-run.finished.v1")
                .doesNotHaveDuplicates();
        String next = LoadtestApi.started("outage");
        LoadtestApi.in(next, "RUNNING");
        LoadtestApi.as("engineer").delete(next);
        LoadtestApi.finished(next);
    }

    @Test
    void aRunThatThisInstanceDoesNotRunIsAborted() throws Exception {
        LoadtestApi.store("lost", "it-target", LONG);
        UUID id = UUID.randomUUID();
        pool.preparedQuery("""
                        INSERT INTO test_run (id, system, scenario, scenario_version, target, state, requested_at,
                            requested_by, planned_duration_ms, max_virtual_users, started_at, instance, heartbeat_at)
                        VALUES ($1, 'lost', 'it', 1, 'it-target', 'RUNNING', now(), 'engineer', 50000, 3,
                            now(), 'it', now())""").execute(Tuple.of(id)).await().atMost(Duration.ofSeconds(30));
        RunRows.heldByADeadInstance(pool, id);

        Response run = LoadtestApi.finished("/api/v1/test-runs/" + id);

        assertThat(run.<String>path("verdict")).isEqualTo("ABORTED");
        assertThat(run.<List<String>>path("reasons")).first().asString().startsWith("loadtest-service stopped");
        assertThat(LoadtestApi.published(id.toString())).containsExactly("test-run.finished.v1");
    }
}
