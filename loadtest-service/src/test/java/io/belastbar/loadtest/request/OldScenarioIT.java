package io.belastbar.loadtest.request;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.belastbar.loadtest.ScriptedTarget;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Runs of scenarios that were stored when more was allowed, or by a version that read them otherwise. */
@QuarkusTest
@QuarkusTestResource(ScriptedTarget.class)
class OldScenarioIT {

    private static final String SHORT = "[ { duration: 0s, target: 1 }, { duration: 1s, target: 1 } ]";

    @Inject
    Pool pool;

    private final String system = "old-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void reportsDoNotDependOnTheLimitsOfToday() {
        String run = ran();
        replace("duration: 1s, target: 1 ", "duration: 1s, target: 600000 ");

        for (String format : new String[] {"html", "xml", "json", "csv"}) {
            LoadtestApi.as("viewer").get(run + "/report." + format).then().statusCode(200);
        }
    }

    @Test
    void reportsShowWhatWasFoundAtTheEndThoughTheScenarioIsNoLongerRead() {
        String run = ran();
        List<Object> before = LoadtestApi.as("viewer")
                .get(run + "/report.json")
                .then()
                .extract()
                .jsonPath()
                .getList("thresholds");
        replace("POST /auth/login", "POST no longer a path");

        LoadtestApi.as("viewer")
                .get(run + "/report.json")
                .then()
                .statusCode(200)
                .body("thresholds", equalTo(before));
        LoadtestApi.as("viewer").get(run + "/report.xml").then().statusCode(200);
    }

    @Test
    void aQueuedRunThatAsksForMoreThanIsAllowedByNowEndsWithTheRule() {
        LoadtestApi.store(system, "it-target", SHORT);
        replace("duration: 1s, target: 1 ", "duration: 1s, target: 600000 ");

        String queued = queued();

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> LoadtestApi.as("viewer")
                .get(queued)
                .then()
                .body("verdict", equalTo("ABORTED"))
                .body("reasons.join(' ')", containsString("must be at most 5000 by now")));
    }

    @Test
    void aQueuedRunWhoseScenarioIsNoLongerReadEndsWithTheReason() {
        LoadtestApi.store(system, "it-target", SHORT);
        replace("POST /auth/login", "POST no longer a path");

        String queued = queued();

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> LoadtestApi.as("viewer")
                .get(queued)
                .then()
                .body("verdict", equalTo("ABORTED"))
                .body("reasons.join(' ')", containsString("is no longer read")));
    }

    private String ran() {
        LoadtestApi.store(system, "it-target", SHORT);
        String run = LoadtestApi.started(system);
        LoadtestApi.finished(run);
        return run;
    }

    /** As an older version stored it, which did not keep what it had understood. */
    private void replace(String text, String by) {
        pool.query("""
                        UPDATE document SET understood = NULL,
                               content = convert_to(replace(convert_from(content, 'UTF8'), '%s', '%s'), 'UTF8')
                         WHERE system = '%s'""".formatted(text, by, system)).execute().await().atMost(Duration.ofSeconds(60));
    }

    private String queued() {
        UUID id = UUID.randomUUID();
        pool.query("""
                INSERT INTO test_run (id, system, scenario, scenario_version, target, state, requested_at, requested_by,
                                      planned_duration_ms, max_virtual_users, parallel, budget)
                VALUES ('%s', '%s', 'it', 1, 'it-target', 'QUEUED', now(), 'test', 1000, 1, true, false)
                """.formatted(id, system)).execute().await().atMost(Duration.ofSeconds(60));
        RunRows.waits(pool, id, null);
        return "/api/v1/test-runs/" + id;
    }
}
