package io.belastbar.loadtest.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;

import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.LeasedWorkRepository;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.belastbar.loadtest.ScriptedTarget;
import io.belastbar.loadtest.schedule.FireSchedulesJob;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Schedules on real PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(ScriptedTarget.class)
class ScheduleIT {

    private static final String QUICK = "[ { duration: 0s, target: 1 }, { duration: 300ms, target: 1 } ]";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    // Each listens on a connection of the one pool.
    private static final int REPLICAS = 3;
    private static final PayloadFormat<Instant> TIMES = new PayloadFormat<>(Instant::toString, Instant::parse);
    private static final WorkTerms TERMS = WorkTerms.leased(
            Duration.ofMinutes(1), new RetryPolicy(3, new BackOff(Duration.ofMillis(20), Duration.ofMillis(50))));

    @Inject
    Pool pool;

    @Inject
    LeasedWorkRepository rows;

    @Inject
    FireSchedulesJob job;

    @Test
    void aScheduleIsStoredShownChangedAndDeleted() {
        LoadtestApi.store("calendar", "it-target", QUICK);

        put("calendar", "{\"cron\":\"0 2 * * *\",\"timeZone\":\"Europe/Berlin\"}", "viewer", null)
                .then()
                .statusCode(403);
        String etag = put("calendar", "{\"cron\":\"0 2 * * *\",\"timeZone\":\"Europe/Berlin\"}", "engineer", null)
                .then()
                .statusCode(201)
                .body("nextFireTimes", hasSize(3))
                .body("nextFireTimes[0]", containsString("T02:00:00+0"))
                .body("enabled", equalTo(true))
                .body("updatedBy", equalTo("engineer"))
                .extract()
                .header("ETag");
        LoadtestApi.as("viewer").get(path("calendar")).then().statusCode(200).header("ETag", equalTo(etag));
        put("calendar", "{\"cron\":\"0 3 * * *\"}", "engineer", "\"old\"")
                .then()
                .statusCode(412);
        put("calendar", "{\"cron\":\"0 3 * * *\",\"enabled\":false}", "engineer", etag)
                .then()
                .statusCode(200)
                .body("nextFireTimes", hasSize(0));
        LoadtestApi.as("viewer")
                .get("/api/v1/systems/calendar/schedules")
                .then()
                .body("items", hasSize(1))
                .body("items[0].cron", equalTo("0 3 * * *"))
                .body("items[0].timeZone", equalTo("UTC"));
        assertThat(audited("calendar/it")).containsExactly("schedule.stored", "schedule.stored");

        LoadtestApi.as("engineer").delete(path("calendar")).then().statusCode(204);
        LoadtestApi.as("viewer").get(path("calendar")).then().statusCode(404);
    }

    @Test
    void aFaultyScheduleIsRefusedAndSoIsOneOfNoScenario() {
        LoadtestApi.store("faulty", "it-target", QUICK);

        put("faulty", "{\"cron\":\"* * * * *\"}", "engineer", null)
                .then()
                .statusCode(400)
                .body("errors[0].rule", containsString("must leave 5 minutes between two runs"))
                .body("errors[0].received", equalTo("* * * * *"));
        put("nobody", "{\"cron\":\"0 2 * * *\"}", "engineer", null).then().statusCode(404);
    }

    @Test
    void aFireTimeHasOneRunHoweverManyReplicasLook() throws Exception {
        LoadtestApi.store("fired", "it-target", QUICK);
        put("fired", "{\"cron\":\"0 2 * * *\"}", "engineer", null).then().statusCode(201);
        List<Workers> replicas = Stream.generate(() -> new Workers(rows, pool, new SimpleMeterRegistry()))
                .limit(REPLICAS)
                .toList();
        replicas.forEach(replica -> replica.start(replica.queue("load-schedules", TIMES), TERMS, job));
        due("fired", Instant.now().minusSeconds(1));

        await().atMost(PATIENCE).until(() -> "QUEUED"
                .equals(LoadtestApi.as("viewer").get(path("fired")).path("lastOutcome")));
        String runId = LoadtestApi.as("viewer").get(path("fired")).path("lastRunId");
        LoadtestApi.finished("/api/v1/test-runs/" + runId);
        LoadtestApi.as("viewer")
                .get("/api/v1/systems/fired/test-runs")
                .then()
                .body("items", hasSize(1))
                .body("items[0].requestedBy", equalTo("schedule:engineer"));
        for (Workers replica : replicas) {
            replica.stop();
        }
    }

    @Test
    void aScheduleCanAskForTheBudgetForItsRunsAndBeTakenBack() {
        LoadtestApi.store("promised", "it-target", QUICK);
        put("promised", "{\"cron\":\"@yearly\",\"budget\":true}", "engineer", null)
                .then()
                .statusCode(201)
                .body("cron", equalTo("0 0 1 1 *"))
                .body("budget", equalTo(true));

        due("promised", Instant.now());

        await().atMost(PATIENCE).until(() -> "QUEUED"
                .equals(LoadtestApi.as("viewer").get(path("promised")).path("lastOutcome")));
        String runId = LoadtestApi.as("viewer").get(path("promised")).path("lastRunId");
        assertThat(pool.preparedQuery("SELECT budget FROM test_run WHERE id = $1")
                        .execute(Tuple.of(UUID.fromString(runId)))
                        .await()
                        .atMost(PATIENCE)
                        .iterator()
                        .next()
                        .getBoolean("budget"))
                .isTrue();
        LoadtestApi.finished("/api/v1/test-runs/" + runId);
        put("promised", "{\"cron\":\"@yearly\"}", "engineer", null)
                .then()
                .statusCode(200)
                .body("budget", equalTo(false));
    }

    @Test
    void aFireTimeMissedTooLongAgoIsSkipped() {
        LoadtestApi.store("missed", "it-target", QUICK);
        put("missed", "{\"cron\":\"0 2 1 1 *\"}", "engineer", null).then().statusCode(201);

        due("missed", Instant.now().minus(Duration.ofHours(2)));

        await().atMost(PATIENCE).until(() -> "SKIPPED"
                .equals(LoadtestApi.as("viewer").get(path("missed")).path("lastOutcome")));
        LoadtestApi.as("viewer")
                .get(path("missed"))
                .then()
                .body("lastDetail", matchesPattern("Missed, and found 12\\d min later; the limit is 60 min\\."));
        LoadtestApi.as("viewer").get("/api/v1/systems/missed/test-runs").then().body("items", hasSize(0));
    }

    @Test
    void aFullQueueRefusesTheRunAndTheScheduleSaysSo() {
        LoadtestApi.store("crowded", "it-target", "[ { duration: 0s, target: 1 }, { duration: 300s, target: 1 } ]");
        put("crowded", "{\"cron\":\"0 2 * * *\"}", "engineer", null).then().statusCode(201);
        List<String> runs = new ArrayList<>(List.of(LoadtestApi.started("crowded")));
        LoadtestApi.in(runs.getFirst(), "RUNNING");
        for (int queued = 1; queued <= 3; queued++) {
            runs.add(LoadtestApi.started("crowded"));
        }

        due("crowded", Instant.now());

        await().atMost(PATIENCE).until(() -> "REFUSED"
                .equals(LoadtestApi.as("viewer").get(path("crowded")).path("lastOutcome")));
        LoadtestApi.as("viewer").get(path("crowded")).then().body("lastDetail", containsString("the limit is 3"));
        runs.reversed().forEach(run -> LoadtestApi.as("engineer").delete(run));
        runs.forEach(LoadtestApi::finished);
    }

    private void due(String system, Instant at) {
        pool.preparedQuery("""
                        UPDATE leased_work SET due_at = $2, payload = $3 WHERE queue = 'load-schedules' AND item = $1""")
                .execute(Tuple.of(system + "/it", at.atOffset(ZoneOffset.UTC), at.toString()))
                .await()
                .atMost(PATIENCE);
    }

    private List<String> audited(String subject) {
        List<String> actions = new ArrayList<>();
        pool.preparedQuery("SELECT action FROM audit_log WHERE subject = $1 AND action LIKE 'schedule.%' ORDER BY id")
                .execute(Tuple.of(subject))
                .await()
                .atMost(PATIENCE)
                .forEach(row -> actions.add(row.getString(0)));
        return actions;
    }

    private static String path(String system) {
        return "/api/v1/systems/" + system + "/scenarios/it/schedule";
    }

    private static Response put(String system, String body, String principal, String ifMatch) {
        var request = LoadtestApi.as(principal).contentType("application/json").body(body);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.put(path(system));
    }
}
