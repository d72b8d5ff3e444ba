package io.belastbar.loadtest.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.loadtest.ScriptedTarget;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Whole runs on real PostgreSQL and Kafka against a real HTTP server. */
@QuarkusTest
@QuarkusTestResource(ScriptedTarget.class)
class TestRunIT {

    private static final String SHORT = "[ { duration: 1s, target: 4 }, { duration: 2s, target: 4 } ]";
    /** Seconds enough for rounds and events, however busy the machine is. */
    private static final String TEN_SECONDS = "[ { duration: 0s, target: 4 }, { duration: 10s, target: 4 } ]";

    private static final String LONG = "[ { duration: 0s, target: 3 }, { duration: 300s, target: 3 } ]";

    @Test
    void aRunIsMeasuredStoredAndPublished() throws Exception {
        LoadtestApi.store("whole", "it-target", TEN_SECONDS);

        String location = LoadtestApi.started("whole");
        List<String> events = events(location, null);
        Response run = LoadtestApi.finished(location);

        assertThat(run.<String>path("verdict")).isEqualTo("PASSED");
        assertThat(run.<String>path("endpoints[1].endpoint")).isEqualTo("GET /api/v1/employees");
        assertThat(run.<String>path("endpoints[1].tag")).isEqualTo("GET_employees");
        // Forty seconds of users whose round takes at least 240 ms; how many rounds they make is the machine's affair.
        assertThat(run.<Integer>path("endpoints[1].requests")).isBetween(1, 170);
        assertThat(run.<Integer>path("endpoints[1].errors")).isZero();
        assertThat(run.<Float>path("endpoints[1].responseTime.p50Ms")).isGreaterThanOrEqualTo(20f);
        assertThat(run.<Float>path("endpoints[1].offeredPerSecond")).isBetween(0.01f, 20f);
        Histogram histogram = Histogram.decodeFromCompressedByteBuffer(
                ByteBuffer.wrap(Base64.getDecoder().decode(run.<String>path("endpoints[1].histogram"))), 0);
        assertThat(histogram.getTotalCount())
                .isEqualTo(run.<Integer>path("endpoints[1].requests").longValue());
        assertThat(events).first().isEqualTo("progress");
        assertThat(events).last().isEqualTo("finished");
        assertThat(LoadtestApi.published(run.path("runId")))
                .startsWith("test-run.started.v1")
                .endsWith("test-run.finished.v1");
    }

    @Test
    void progressIsReplayedFromTheLastEventSeen() throws Exception {
        LoadtestApi.store("replay", "it-target", TEN_SECONDS);
        String location = LoadtestApi.started("replay");
        LoadtestApi.finished(location);

        List<String> all = events(location, null);
        List<String> rest = events(location, "2");

        assertThat(all.size()).isGreaterThanOrEqualTo(3);
        assertThat(rest).hasSize(all.size() - 2).last().isEqualTo("finished");
    }

    @Test
    void theSameKeyStartsOneRun() {
        LoadtestApi.store("once", "it-target", LONG);
        String key = UUID.randomUUID().toString();

        String first =
                LoadtestApi.start("once", key).then().statusCode(202).extract().header("Location");
        String again =
                LoadtestApi.start("once", key).then().statusCode(202).extract().header("Location");

        assertThat(again).isEqualTo(first);
        LoadtestApi.as("engineer").delete(first);
        LoadtestApi.finished(first);
    }

    @Test
    void aRunEndsAtItsMomentWhenNobodyIsLeftToCancelIt() {
        LoadtestApi.store("bounded", "it-target", LONG);

        Response run = begunInTime("bounded");

        assertThat(run.<String>path("verdict")).isEqualTo("ABORTED");
        assertThat(run.<List<String>>path("reasons"))
                .contains("The time was over until which the run was wanted (notAfter).");
    }

    /** The later a run comes to its turn, the more time it needs: how much is the machine's affair. */
    private static Response begunInTime(String system) {
        for (int seconds = 4; seconds < 60; seconds *= 2) {
            Response run = LoadtestApi.finished(
                    LoadtestApi.startedUntil(system, Instant.now().plusSeconds(seconds)));
            Integer requests = run.path("endpoints[0].requests");
            if (requests != null && requests > 0) {
                return run;
            }
        }
        throw new AssertionError("no run began before its moment");
    }

    @Test
    void aRunWhoseMomentIsOverNeverBegins() {
        LoadtestApi.store("too-late", "it-target", LONG);

        Response run = LoadtestApi.finished(
                LoadtestApi.startedUntil("too-late", Instant.now().minusSeconds(1)));

        assertThat(run.<Object>path("startedAt")).isNull();
    }

    @Test
    void aChangeMayBoundTheRun() {
        LoadtestApi.store("changed", "it-target", LONG);
        String location = LoadtestApi.started("changed");
        LoadtestApi.in(location, "RUNNING");

        LoadtestApi.as("engineer")
                .contentType("application/json")
                .body("{\"users\":1,\"notAfter\":\"" + Instant.now().plusSeconds(2) + "\"}")
                .patch(location + "/load")
                .then()
                .statusCode(202);

        assertThat(LoadtestApi.finished(location).<List<String>>path("reasons"))
                .contains("The time was over until which the run was wanted (notAfter).");
    }

    @Test
    void aRequestIsTakenBackByItsKeyAndAlsoBeforeItComes() {
        LoadtestApi.store("taken-back", "it-target", LONG);
        String came = UUID.randomUUID().toString();
        String late = UUID.randomUUID().toString();
        String location = LoadtestApi.start("taken-back", came)
                .then()
                .statusCode(202)
                .extract()
                .header("Location");

        takeBack("taken-back", came, 200, 202);
        takeBack("taken-back", late, 404);
        takeBack("taken-back", late, 404);

        assertThat(LoadtestApi.finished(location).<String>path("verdict")).isEqualTo("ABORTED");
        takeBack("taken-back", came, 200);
        LoadtestApi.start("taken-back", late).then().statusCode(422);
        LoadtestApi.as("engineer")
                .delete("/api/v1/systems/taken-back/test-runs")
                .then()
                .statusCode(400);
    }

    private static void takeBack(String system, String key, Integer... statuses) {
        LoadtestApi.as("engineer")
                .header("Idempotency-Key", key)
                .delete("/api/v1/systems/" + system + "/test-runs")
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(statuses));
    }

    @Test
    void aCancelledRunIsAbortedWithWhatItMeasured() {
        LoadtestApi.store("cancelled", "it-target", LONG);
        String location = LoadtestApi.started("cancelled");
        LoadtestApi.in(location, "RUNNING");
        assertThat(LoadtestApi.pointsOf(location)).isPositive();

        LoadtestApi.as("viewer").delete(location).then().statusCode(403);
        LoadtestApi.as("engineer").delete(location).then().statusCode(202);

        Response run = LoadtestApi.finished(location);
        assertThat(run.<String>path("verdict")).isEqualTo("ABORTED");
        assertThat(run.<List<String>>path("reasons")).contains("Cancelled by engineer.");
        assertThat(run.<Integer>path("endpoints[0].requests")).isPositive();
        LoadtestApi.as("engineer").delete(location).then().statusCode(200);
    }

    /** Between being taken and its first request a run reads its scenario and opens its connections. */
    @Test
    void aRunBeganWithItsFirstRequestNotWhenItWasTaken() {
        LoadtestApi.store("begun", "it-target", SHORT);

        Response run = LoadtestApi.finished(LoadtestApi.started("begun"));

        Map<String, JsonNode> events = LoadtestApi.eventsOf(run.path("runId"));
        Instant taken = Instant.parse(
                events.get("test-run.started.v1").path("startedAt").asText());
        Instant began = Instant.parse(
                events.get("test-run.finished.v1").path("startedAt").asText());
        assertThat(began).isAfter(taken.plusMillis(10));
        assertThat(Instant.parse(run.path("startedAt")).truncatedTo(ChronoUnit.MILLIS))
                .isEqualTo(began.truncatedTo(ChronoUnit.MILLIS));
    }

    @Test
    void aQueuedRunThatIsCancelledNeverSends() {
        List<String> running = new ArrayList<>();
        for (String system : List.of("busy-1", "busy-2")) {
            LoadtestApi.store(system, "it-target", LONG);
            running.add(LoadtestApi.started(system));
            LoadtestApi.in(running.getLast(), "RUNNING");
        }
        LoadtestApi.store("waiting", "it-target", LONG);
        String waiting = LoadtestApi.started("waiting");
        LoadtestApi.as("viewer").get(waiting).then().body("state", equalTo("QUEUED"));

        LoadtestApi.as("engineer").delete(waiting).then().statusCode(200).body("verdict", equalTo("ABORTED"));

        Response run = LoadtestApi.finished(waiting);
        assertThat(run.<Object>path("startedAt")).isNull();
        assertThat(LoadtestApi.published(run.path("runId"))).containsExactly("test-run.finished.v1");
        running.forEach(location -> LoadtestApi.as("engineer").delete(location));
        running.forEach(LoadtestApi::finished);
    }

    @Test
    void anAbsentTargetEndsTheRun() {
        LoadtestApi.store("absent", "it-absent\npreflight: off", LONG);

        Response run = LoadtestApi.finished(LoadtestApi.started("absent"));

        assertThat(run.<String>path("verdict")).isEqualTo("ABORTED");
        assertThat(run.<List<String>>path("reasons")).first().asString().startsWith("Target it-absent accepted no");
        assertThat(run.<Map<String, Integer>>path("endpoints[0].errorsByClass")).containsOnlyKeys("CONNECTION_FAILED");
    }

    @Test
    void anUnknownRunIsNotFound() {
        LoadtestApi.as("viewer")
                .get("/api/v1/test-runs/" + UUID.randomUUID())
                .then()
                .statusCode(404);
        RestAssured.get("/api/v1/test-runs/" + UUID.randomUUID() + "/progress")
                .then()
                .statusCode(401);
        LoadtestApi.as("viewer").get("/api/v1/test-runs/1/progress").then().statusCode(404);
        LoadtestApi.as("viewer")
                .get("/api/v1/test-runs/" + UUID.randomUUID() + "/progress")
                .then()
                .statusCode(404);
    }

    @Test
    void metricsCountWhatWasSent() {
        LoadtestApi.store("metrics", "it-target", SHORT);
        LoadtestApi.finished(LoadtestApi.started("metrics"));

        String metrics = LoadtestApi.as("viewer").get("/q/metrics").asString();

        assertThat(metrics)
                .contains("belastbar_loadtest_requests_total{outcome=\"success\"")
                .contains("belastbar_loadtest_latency_seconds_bucket")
                .contains("belastbar_loadtest_virtual_users")
                .contains("belastbar_loadtest_generator_lateness_p99_seconds");
    }

    @Test
    void runsAreListedNewestFirst() {
        LoadtestApi.store("listed", "it-target", "[ { duration: 0s, target: 1 }, { duration: 300ms, target: 1 } ]");
        String first = LoadtestApi.finished(LoadtestApi.started("listed")).path("runId");
        String second = LoadtestApi.finished(LoadtestApi.started("listed")).path("runId");

        String cursor = LoadtestApi.as("viewer")
                .get("/api/v1/systems/listed/test-runs?limit=1")
                .then()
                .statusCode(200)
                .body("items[0].runId", equalTo(second))
                .extract()
                .path("nextCursor");
        LoadtestApi.as("viewer")
                .get("/api/v1/systems/listed/test-runs?limit=1&cursor=" + cursor)
                .then()
                .body("items[0].runId", equalTo(first));
    }

    /** The names of the events up to the end of the stream. */
    private static List<String> events(String location, String lastEventId) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + RestAssured.port + location + "/progress"))
                .header("Authorization", "Bearer viewer-token")
                .timeout(Duration.ofSeconds(60));
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith("event:"))
                    .map(line -> line.substring(6).strip())
                    .toList();
        }
    }
}
