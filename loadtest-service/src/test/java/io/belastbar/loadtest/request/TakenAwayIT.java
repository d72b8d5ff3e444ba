package io.belastbar.loadtest.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.jobs.Await;
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

/** A run that is taken from its instance sends no more: two runs of a system would measure each other. */
@QuarkusTest
@QuarkusTestResource(ScriptedTarget.class)
class TakenAwayIT {

    private static final String LONG = "[ { duration: 0s, target: 3 }, { duration: 300s, target: 3 } ]";

    @Inject
    Pool pool;

    @Test
    void aRunWhoseRowIsSomebodyElsesEndsItsLoad() {
        UUID run = running("taken");

        RunRows.takeAway(pool, run);

        Response ended = LoadtestApi.finished("/api/v1/test-runs/" + run);
        assertNoLoad();
        assertThat(ended.<String>path("verdict")).isEqualTo("ABORTED");
        assertThat(ended.<List<String>>path("reasons")).first().asString().startsWith("The run was taken");
        assertThat(ended.<Integer>path("endpoints[1].requests")).isPositive();
    }

    @Test
    void aRunWhoseRowIsGoneEndsItsLoad() {
        UUID run = running("gone");

        Await.of(pool.preparedQuery("DELETE FROM leased_work WHERE queue = 'test-runs' AND item = $1")
                .execute(Tuple.of(run.toString())));

        Response ended = LoadtestApi.finished("/api/v1/test-runs/" + run);
        assertNoLoad();
        assertThat(ended.<List<String>>path("reasons")).first().asString().startsWith("The run was taken");
    }

    @Test
    void aRunThatSomebodyElseHasEndedEndsItsLoadAndChangesNothing() {
        UUID run = running("ended-elsewhere");

        Await.of(pool.preparedQuery("""
                        UPDATE test_run SET state = 'FINISHED', finished_at = now(), verdict = 'ABORTED',
                               reasons = '[{"english": "Somebody else.", "german": "Jemand anders."}]'
                         WHERE id = $1""").execute(Tuple.of(run)));

        assertNoLoad();
        Response ended = LoadtestApi.finished("/api/v1/test-runs/" + run);
        assertThat(ended.<List<String>>path("reasons")).containsExactly("Somebody else.");
        String next = LoadtestApi.started("ended-elsewhere");
        LoadtestApi.in(next, "RUNNING");
        LoadtestApi.as("engineer").delete(next);
        LoadtestApi.finished(next);
    }

    private static UUID running(String system) {
        LoadtestApi.store(system, "it-target", LONG);
        String location = LoadtestApi.started(system);
        LoadtestApi.in(location, "RUNNING");
        assertThat(LoadtestApi.pointsOf(location)).isPositive();
        return UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
    }

    private static void assertNoLoad() {
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> LoadtestApi.as("viewer").get("/q/metrics").asString(),
                        metrics -> metrics.contains("belastbar_loadtest_virtual_users 0.0")
                                && metrics.contains("belastbar_loadtest_connections 0.0"));
    }
}
