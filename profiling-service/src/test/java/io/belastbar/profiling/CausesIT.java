package io.belastbar.profiling;

import static io.belastbar.profiling.Api.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.contracts.BudgetEvaluated;
import io.belastbar.contracts.EndpointResult;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.LatencySummary;
import io.belastbar.contracts.ObjectiveResult;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.contracts.RunVerdict;
import io.belastbar.contracts.Severity;
import io.belastbar.contracts.TestRunFinished;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CausesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String LIST = "GET /api/v1/employees";
    private static final String OFFER = "POST /api/v1/angebote";

    @Inject
    Pool pool;

    @Inject
    OutboxRepository outbox;

    @BeforeEach
    void createSample() throws Exception {
        SampleDatabase.create();
        Api.describe("smartbav", "smartbav-db");
    }

    @Test
    void brokenPromiseOfAnEndpointLeadsToItsStatementAndTheMissingIndex() throws Exception {
        String runId = UUID.randomUUID().toString();
        Events.send(pool, outbox, Events.started(runId, "smartbav", Instant.now()));
        awaitSamples(runId, 1);
        await().atMost(PATIENCE).until(() -> rows("statement_snapshot", runId) > 0);
        SampleDatabase.workload(60);
        awaitSamples(runId, 2);
        Events.send(pool, outbox, finished(runId, "smartbav", endpoint(LIST, 60, 0.5), endpoint(OFFER, 25, 300)));
        Events.send(pool, outbox, violation(runId));
        Events.send(pool, outbox, evaluated(runId, LIST));

        JsonPath causes = causes(runId);

        assertThat(causes.getString("endpoints[0].endpoint")).isEqualTo(LIST);
        assertThat(causes.getString("endpoints[0].parts[0].kind")).isEqualTo("STATEMENT");
        assertThat(causes.getString("endpoints[0].parts[0].basis")).isEqualTo("COUNT");
        assertThat(causes.getFloat("endpoints[0].parts[0].callsPerRequest")).isEqualTo(1);
        assertThat(causes.getList("endpoints[0].parts[0].findings")).isNotEmpty();
        assertThat(causes.getString("endpoints[0].parts[0].parts[0].kind")).isEqualTo("SEQUENTIAL_SCAN");
        assertThat(causes.getList("endpoints[1].parts")).isEmpty();
        assertThat(causes.getList("notes", String.class)).anyMatch(note -> note.startsWith("the course of the run"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(causes(runId).getString("endpoints[0].broken[0].metric"))
                        .isEqualTo("target_response_time_p95"));
        String number = causes.getString("endpoints[0].parts[0].findings[0]");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(viewer().get("/api/v1/findings/" + number)
                        .jsonPath()
                        .getList("symptoms.fingerprint", String.class))
                .contains(violation(runId).fingerprint()));
        viewer().get("/api/v1/test-runs/" + runId + "/causes?format=md&lang=de")
                .then()
                .statusCode(200)
                .body(containsString("Gebrochen: target"))
                .body(containsString("└ Sequential Scan: employees"))
                .body(containsString(number))
                .body(containsString("Wohin die Zeit geht"));
        viewer().get("/api/v1/test-runs/" + runId + "/causes?format=html")
                .then()
                .statusCode(200)
                .body(containsString("Sequential scan"));
        assertThat(samples(runId)).isZero();
    }

    @Test
    void runWithoutADatabaseHasCausesThatSaySo() {
        String runId = UUID.randomUUID().toString();
        Events.send(pool, outbox, Events.started(runId, "nothing-described", Instant.now()));
        Events.send(pool, outbox, finished(runId, "nothing-described", endpoint(LIST, 10, 5)));

        JsonPath causes = causes(runId);

        assertThat(causes.getList("endpoints[0].parts")).isEmpty();
        assertThat(causes.getFloat("endpoints[0].notAttributedMs")).isEqualTo(5);
        assertThat(causes.getList("notes", String.class)).anyMatch(note -> note.contains("no postgresql target"));
    }

    @Test
    void causesOfARunThatNobodyKnowsAreNotFound() {
        viewer().get("/api/v1/test-runs/nobody/causes").then().statusCode(404);
    }

    private JsonPath causes(String runId) {
        await().atMost(PATIENCE)
                .until(() ->
                        viewer().get("/api/v1/test-runs/" + runId + "/causes").statusCode() == 200);
        return viewer().get("/api/v1/test-runs/" + runId + "/causes").jsonPath();
    }

    private void awaitSamples(String runId, int count) {
        await().atMost(PATIENCE).until(() -> samples(runId) >= count);
    }

    private long samples(String runId) {
        return rows("counter_sample", runId);
    }

    private long rows(String table, String runId) {
        return pool.preparedQuery("SELECT count(*) FROM " + table + " WHERE run_id = $1")
                .execute(Tuple.of(runId))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
    }

    private static EndpointResult endpoint(String name, long requests, double meanMs) {
        var times = new LatencySummary(meanMs, meanMs, meanMs, meanMs, meanMs, meanMs, meanMs);
        return new EndpointResult(name, name, requests, 0, 1, 1, times, times, "");
    }

    private static TestRunFinished finished(String runId, String system, EndpointResult... endpoints) {
        Instant now = Instant.now();
        return new TestRunFinished(
                runId,
                system,
                "demo",
                "smartbav-api",
                now,
                now,
                RunVerdict.PASSED,
                List.of(),
                20,
                1.0,
                List.of(endpoints),
                Map.of(),
                List.of());
    }

    private static FindingRaised violation(String runId) {
        return FindingRaised.of("budget:smartbav:" + LIST + ":target_response_time_p95", "smartbav", "budget-service")
                .raised(Instant.now(), Severity.HIGH)
                .component(LIST)
                .title(LIST + ": 80 ms, budget ≤ 50 ms")
                .evidence(Map.of("metric", "target_response_time_p95", "runId", runId))
                .build();
    }

    private static BudgetEvaluated evaluated(String runId, String subject) {
        var broken = new ObjectiveResult(
                subject,
                "target_response_time_p95",
                "≤ 50 ms",
                "80 ms",
                ObjectiveVerdict.FAIL,
                -60.0,
                60,
                null,
                null,
                null,
                null);
        return new BudgetEvaluated(
                UUID.randomUUID().toString(),
                runId,
                "smartbav",
                1,
                Instant.now(),
                ObjectiveVerdict.FAIL,
                List.of(broken),
                null);
    }
}
