package io.belastbar.loadtest.request;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.GeneratorReport.GeneratorSecond;
import io.belastbar.load.result.SecondCodec;
import io.belastbar.load.result.SecondResult;
import io.belastbar.loadtest.ScriptedTarget;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Thresholds, tenants, SQL and a change of the load, through the API. */
@QuarkusTest
@QuarkusTestResource(ScriptedTarget.class)
class JudgedRunIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Pool pool;

    @ConfigProperty(name = "belastbar.targets.it-target.url")
    String target;

    @Test
    void aBrokenThresholdFailsTheRunAndSaysByHowMuch() {
        store("judged", """
                load: { model: open, rate: 50/s, duration: 2s }
                tenants: { names: [red, blue] }
                thresholds:
                  - p(95)<5
                  - { on: list, expression: "rate<0.5", window: 1s }
                """);

        Response run = LoadtestApi.finished(LoadtestApi.started("judged"));

        assertThat(run.<String>path("verdict")).isEqualTo("FAILED");
        assertThat(run.<List<String>>path("thresholds.status")).containsExactly("FAIL", "PASS");
        assertThat(run.<Float>path("thresholds[0].limit")).isEqualTo(5f);
        assertThat(run.<Float>path("thresholds[0].observed")).isGreaterThanOrEqualTo(20f);
        assertThat(run.<Float>path("thresholds[0].margin")).isNegative();
        assertThat(run.<List<String>>path("tenants.name")).containsExactly("red", "blue");
        assertThat(run.<Integer>path("tenants[0].requests")).isEqualTo(50);
        assertThat(run.<Float>path("fairness")).isGreaterThanOrEqualTo(0.9f);
        reportsAreThere("/api/v1/test-runs/" + run.path("runId"));
        assertThat(run.<String>path("provenance.engine")).isEqualTo("belastbar");
        assertThat(run.<List<String>>path("generator.notes")).first().asString().contains("connections");
    }

    private static void reportsAreThere(String location) {
        String etag = LoadtestApi.as("viewer")
                .get(location + "/report.html?lang=de")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .body(containsString("<html lang=\"de\""))
                .extract()
                .header("ETag");
        LoadtestApi.as("viewer")
                .header("If-None-Match", etag)
                .get(location + "/report.html?lang=de")
                .then()
                .statusCode(304);
        LoadtestApi.as("viewer")
                .get(location + "/report.xml")
                .then()
                .statusCode(200)
                .body(containsString("p(95)&lt;5"));
        LoadtestApi.as("viewer")
                .get(location + "/report.csv")
                .then()
                .statusCode(200)
                .body(containsString("blue"));
        LoadtestApi.as("viewer")
                .get(location + "/report.json")
                .then()
                .statusCode(200)
                .contentType("application/json");
        LoadtestApi.as("viewer").get(location + "/report.html?lang=fr").then().statusCode(400);
        LoadtestApi.as("viewer")
                .get("/api/v1/test-runs/" + UUID.randomUUID() + "/report.html")
                .then()
                .statusCode(404);
    }

    @Test
    void abortOnFailEndsTheRunAsFailed() {
        store("ended", """
                load: { users: 2, duration: 300s }
                thresholds: [ { expression: "p(50)<1", abort-on-fail: true, delay: 2s } ]
                """);

        Response run = LoadtestApi.finished(LoadtestApi.started("ended"));

        assertThat(run.<String>path("verdict")).isEqualTo("FAILED");
        assertThat(run.<Integer>path("offeredForMs")).isBetween(1_000, 300_000 - 1);
        assertThat(run.<List<String>>path("reasons").toString()).contains("broken threshold");
        assertThat(run.<List<String>>path("reasonsGerman").toString()).contains("verletzte Schwelle");
    }

    @Test
    void aRunThatNeverOfferedTheThroughputItPromisesProvesNothing() {
        store("not-offered", """
                load: { model: open, rate: 20/s, duration: 1s }
                thresholds: [ throughput>=4000/s ]
                """);

        Response run = LoadtestApi.finished(LoadtestApi.started("not-offered"));

        assertThat(run.<String>path("verdict")).isEqualTo("INVALID");
        assertThat(run.<List<String>>path("thresholds.status")).containsExactly("NOT_OFFERED");
    }

    @Test
    void theLoadOfARunningTestCanBeChanged() {
        store("steered", "GET /steered", "load: { users: 1, duration: 300s }\n");
        String location = LoadtestApi.started("steered");
        LoadtestApi.in(location, "RUNNING");

        change(location, "{\"ratePerSecond\": 5}")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/ratePerSecond"));
        change(location, "{\"users\": -1}").then().statusCode(400);
        change(location, "{\"users\": \"20\"}").then().statusCode(400);
        change(location, "{\"users\": 7}").then().statusCode(202);

        await().atMost(PATIENCE)
                .until(
                        () -> LoadtestApi.as("viewer").get("/q/metrics").asString(),
                        metrics -> metrics.contains("belastbar_loadtest_virtual_users 7.0"));
        // They do not take turns on the connection of the first; how many meet in the target is the machine's affair.
        await().atMost(PATIENCE)
                .until(() -> Integer.parseInt(get(target + "/steered/most").asString()) > 1);
        LoadtestApi.as("engineer").delete(location);
        Response run = LoadtestApi.finished(location);
        assertThat(run.<List<Object>>path("generator.shortfalls")).isEmpty();
        assertThat(run.<Integer>path("generator.connections")).isBetween(2, 7);
        // They never pause: most of them waited for an answer when they were cancelled.
        assertThat(run.<Integer>path("endpoints[0].errorsByClass.UNFINISHED")).isBetween(1, 7);
        assertThat(run.<Integer>path("endpoints[0].errors")).isZero();
        change(location, "{\"users\": 7}").then().statusCode(409);
    }

    /** Two users make at most 100 requests a second of a target that takes 20 ms. */
    @Test
    void tenTimesTheUsersMakeManyMoreRequests() {
        store("grown", "load: { users: 2, duration: 300s }\n");
        double before = requestsSent();
        long begun = System.nanoTime();
        String location = LoadtestApi.started("grown");
        LoadtestApi.in(location, "RUNNING");

        change(location, "{\"users\": 20}").then().statusCode(202);

        // In the time since the start two would have made 200 fewer, however slow the machine is.
        await().atMost(PATIENCE).until(() -> {
            double twoUsersMost = 100 * (System.nanoTime() - begun) / 1e9;
            return requestsSent() - before > twoUsersMost + 200;
        });
        LoadtestApi.as("engineer").delete(location);
        LoadtestApi.finished(location);
    }

    private static double requestsSent() {
        return LoadtestApi.as("viewer")
                .get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("belastbar_loadtest_requests_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void testDataThatIsUsedUpEndsTheRunAndItsVerdictSaysSo() {
        store("used-up", """
                load: { model: open, rate: 10/s, duration: 300s, users: 1 }
                data: { users: { csv: "name\\na\\nb\\nc", order: once } }
                thresholds: [ p(95)<60s ]
                """);

        Response run = LoadtestApi.finished(LoadtestApi.started("used-up"));

        assertThat(run.<String>path("verdict")).isEqualTo("INVALID");
        assertThat(run.<List<String>>path("reasons"))
                .first()
                .asString()
                .startsWith("The test data was used up after 3 rows")
                .contains("2,997 planned arrivals did not begin");
        assertThat(run.<String>path("generator.shortfalls[0].kind")).isEqualTo("TEST_DATA");
        assertThat(run.<Integer>path("endpoints[0].requests")).isEqualTo(3);
    }

    private static Response change(String location, String body) {
        return LoadtestApi.as("engineer")
                .contentType("application/json")
                .body(body)
                .patch(location + "/load");
    }

    @Test
    void sqlIsLoadLikeAnyOther() {
        LoadtestApi.as("engineer")
                .contentType("application/yaml")
                .body("""
                        scenario: it
                        database: smartbav-db
                        load: { model: open, rate: 50/s, duration: 2s }
                        sql: { connections: 2, tenant-setting: app.organization_id }
                        tenants: { names: [org_1, org_2] }
                        steps:
                          - sql: ["SELECT current_setting('app.organization_id') AS org", "SELECT $1::int"]
                            parameters: [[], ["${vu}"]]
                            name: settings
                            extract: { org: org }
                        thresholds: [ rate<0.001 ]
                        """.getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/sql-load/scenarios/it")
                .then()
                .statusCode(201);

        Response run = LoadtestApi.finished(LoadtestApi.started("sql-load"));

        assertThat(run.<Integer>path("endpoints[0].requests")).isEqualTo(100);
        assertThat(run.<Map<String, Integer>>path("endpoints[0].errorsByClass")).isEmpty();
        assertThat(run.<Integer>path("tenants[1].requests")).isEqualTo(50);
        assertThat(run.<String>path("verdict")).isEqualTo("PASSED");
    }

    @Test
    void aRunWhoseInstanceDiedKeepsTheSecondsThatWereStored() throws Exception {
        store("died", "load: { users: 1, duration: 300s }\n");
        UUID id = UUID.randomUUID();
        Cell cell = new Cell();
        cell.started(3);
        cell.record(20_000, 10_000, null, 1, 2);
        byte[] second =
                SecondCodec.encode(new SecondResult(0, 1, 0, GeneratorSecond.UNKNOWN, Map.of(new CellKey(0, 0), cell)));
        pool.withTransaction(transaction -> transaction
                        .preparedQuery("""
                                INSERT INTO test_run (id, system, scenario, scenario_version, target, state, requested_at,
                                    requested_by, planned_duration_ms, max_virtual_users, started_at, instance, heartbeat_at)
                                VALUES ($1, 'died', 'it', 1, 'it-target', 'RUNNING', now(), 'engineer', 50000, 1,
                                    now(), 'it', now())""")
                        .execute(Tuple.of(id))
                        .chain(() -> transaction.preparedQuery("""
                                        INSERT INTO run_result (run_id, steps, tenants, provenance) VALUES ($1,
                                        '[{"name":"list","endpoint":"GET /api/v1/employees","tag":"list"}]', '[""]',
                                        '{"engine":"belastbar","engineVersion":"","source":"","notes":[],"highestKnownPercentile":100}')""").execute(Tuple.of(id)))
                        .chain(() -> transaction
                                .preparedQuery("INSERT INTO run_second (run_id, second, data) VALUES ($1, 0, $2)")
                                .execute(Tuple.of(id, Buffer.buffer(second)))))
                .await()
                .atMost(PATIENCE);
        RunRows.heldByADeadInstance(pool, id);

        Response run = LoadtestApi.finished("/api/v1/test-runs/" + id);

        assertThat(run.<String>path("verdict")).isEqualTo("ABORTED");
        assertThat(run.<List<String>>path("reasons")).last().asString().contains("first 1 seconds had been stored");
        assertThat(run.<Integer>path("endpoints[0].requests")).isEqualTo(1);
        assertThat(run.<Float>path("endpoints[0].responseTime.p50Ms")).isBetween(19f, 21f);
    }

    private static void store(String system, String more) {
        store(system, "POST /auth/login", more);
    }

    private static void store(String system, String request, String more) {
        String document = """
                scenario: it
                target: it-target
                timeout: 30s
                steps:
                  - request: %s
                    name: list
                """.formatted(request) + more;
        LoadtestApi.as("engineer")
                .contentType("application/yaml")
                .body(document.getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/" + system + "/scenarios/it")
                .then()
                .statusCode(201);
    }
}
