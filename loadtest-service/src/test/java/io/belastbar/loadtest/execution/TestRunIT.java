package io.belastbar.loadtest.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.contracts.Topic;
import io.belastbar.embedded.testing.TestInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

/** Whole runs on real PostgreSQL and Kafka against a real HTTP server. */
@QuarkusTest
@QuarkusTestResource(ScriptedTarget.class)
class TestRunIT {

    private static final String SHORT = "[ { duration: 1s, target: 4 }, { duration: 2s, target: 4 } ]";
    private static final String LONG = "[ { duration: 0s, target: 3 }, { duration: 50s, target: 3 } ]";

    @Inject
    Pool pool;

    @Test
    void aRunIsMeasuredStoredAndPublished() throws Exception {
        LoadtestApi.store("whole", "it-target", SHORT);

        String location = LoadtestApi.started("whole");
        List<String> events = events(location, null);
        Response run = LoadtestApi.finished(location);

        assertThat(run.<String>path("verdict")).isIn("PASSED", "INVALID");
        assertThat(run.<String>path("endpoints[1].endpoint")).isEqualTo("GET /api/v1/employees");
        assertThat(run.<String>path("endpoints[1].tag")).isEqualTo("GET_employees");
        assertThat(run.<Integer>path("endpoints[1].requests")).isBetween(15, 60);
        assertThat(run.<Integer>path("endpoints[1].errors")).isZero();
        assertThat(run.<Float>path("endpoints[1].responseTime.p50Ms")).isGreaterThanOrEqualTo(20f);
        assertThat(run.<Float>path("endpoints[1].offeredPerSecond")).isBetween(5f, 20f);
        Histogram histogram = Histogram.decodeFromCompressedByteBuffer(
                ByteBuffer.wrap(Base64.getDecoder().decode(run.<String>path("endpoints[1].histogram"))), 0);
        assertThat(histogram.getTotalCount())
                .isEqualTo(run.<Integer>path("endpoints[1].requests").longValue());
        assertThat(events).first().isEqualTo("progress");
        assertThat(events).last().isEqualTo("finished");
        assertThat(published(run.path("runId")))
                .startsWith("test-run.started.v1")
                .endsWith("test-run.finished.v1");
    }

    @Test
    void progressIsReplayedFromTheLastEventSeen() throws Exception {
        LoadtestApi.store("replay", "it-target", SHORT);
        String location = LoadtestApi.started("replay");
        LoadtestApi.finished(location);

        List<String> all = events(location, null);
        List<String> rest = events(location, "2");

        assertThat(all.size()).isGreaterThanOrEqualTo(4);
        assertThat(rest).hasSize(all.size() - 2).last().isEqualTo("finished");
    }

    @Test
    void theSameKeyStartsOneRunAndAnotherKeyConflicts() {
        LoadtestApi.store("once", "it-target", LONG);
        String key = UUID.randomUUID().toString();

        String first =
                LoadtestApi.start("once", key).then().statusCode(202).extract().header("Location");
        String again =
                LoadtestApi.start("once", key).then().statusCode(202).extract().header("Location");

        assertThat(again).isEqualTo(first);
        LoadtestApi.start("once", UUID.randomUUID().toString()).then().statusCode(409);
        LoadtestApi.as("engineer").delete(first);
        LoadtestApi.finished(first);
    }

    @Test
    void aCancelledRunIsAbortedWithWhatItMeasured() {
        LoadtestApi.store("cancelled", "it-target", LONG);
        String location = LoadtestApi.started("cancelled");
        LoadtestApi.in(location, "RUNNING");
        await().atMost(Duration.ofSeconds(20)).until(() -> pointsOf(location) >= 2);

        LoadtestApi.as("viewer").delete(location).then().statusCode(403);
        LoadtestApi.as("engineer").delete(location).then().statusCode(202);

        Response run = LoadtestApi.finished(location);
        assertThat(run.<String>path("verdict")).isEqualTo("ABORTED");
        assertThat(run.<List<String>>path("reasons")).contains("Cancelled by engineer.");
        assertThat(run.<Integer>path("endpoints[0].requests")).isPositive();
        LoadtestApi.as("engineer").delete(location).then().statusCode(200);
    }

    @Test
    void anAbsentTargetEndsTheRun() {
        LoadtestApi.store("absent", "it-absent", LONG);

        Response run = LoadtestApi.finished(LoadtestApi.started("absent"));

        assertThat(run.<String>path("verdict")).isEqualTo("ABORTED");
        assertThat(run.<List<String>>path("reasons")).first().asString().startsWith("Target it-absent accepted no");
        assertThat(run.<Map<String, Integer>>path("endpoints[0].errorsByClass")).containsOnlyKeys("CONNECTION_FAILED");
    }

    @Test
    void postgresqlThatStopsDuringARunAbortsItAndNothingIsLost() throws Exception {
        LoadtestApi.store("outage", "it-target", LONG);
        String location = LoadtestApi.started("outage");
        LoadtestApi.in(location, "RUNNING");
        await().atMost(Duration.ofSeconds(20)).until(() -> pointsOf(location) >= 2);

        TestInfrastructure.current().postgres().stop();
        try {
            LoadtestApi.as("viewer").get(location).then().statusCode(503).header("Retry-After", notNullValue());
            LoadtestApi.start("outage", "k").then().statusCode(503);
            Thread.sleep(6_000);
        } finally {
            TestInfrastructure.current().postgres().start();
        }

        Response run = LoadtestApi.finished(location);
        assertThat(run.<String>path("verdict")).isEqualTo("ABORTED");
        assertThat(run.<List<String>>path("reasons")).first().asString().startsWith("PostgreSQL could not store");
        assertThat(run.<Integer>path("endpoints[1].requests")).isPositive();
        assertThat(published(run.path("runId")))
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
                            now(), 'it', now())""").execute(Tuple.of(id)).await().atMost(Duration.ofSeconds(5));

        Response run = LoadtestApi.finished("/api/v1/test-runs/" + id);

        assertThat(run.<String>path("verdict")).isEqualTo("ABORTED");
        assertThat(run.<List<String>>path("reasons")).first().asString().startsWith("loadtest-service stopped");
        assertThat(published(id.toString())).containsExactly("test-run.finished.v1");
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

    private int pointsOf(String location) throws Exception {
        JsonNode run = new ObjectMapper()
                .readTree(LoadtestApi.as("viewer").get(location).asString());
        return pool.preparedQuery("SELECT count(*) FROM run_progress WHERE run_id = $1")
                .execute(Tuple.of(UUID.fromString(run.get("runId").asText())))
                .await()
                .atMost(Duration.ofSeconds(5))
                .iterator()
                .next()
                .getInteger(0);
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

    /** The types of the events of this run on Kafka, in order, once it has finished there. */
    private static List<String> published(String runId) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", TestInfrastructure.settings().get("kafka.bootstrap.servers"));
        settings.put("group.id", UUID.randomUUID().toString());
        settings.put("auto.offset.reset", "earliest");
        List<String> types = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(Topic.TEST_RUNS.topicName()));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofMillis(200))) {
                    if (runId.equals(message.key())) {
                        types.add(new String(
                                message.headers().lastHeader("ce_type").value()));
                    }
                }
                return types.contains("test-run.finished.v1");
            });
        }
        return types;
    }
}
