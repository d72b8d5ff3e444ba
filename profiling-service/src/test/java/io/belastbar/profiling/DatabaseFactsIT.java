package io.belastbar.profiling;

import static io.belastbar.profiling.Api.engineer;
import static io.belastbar.profiling.Api.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.belastbar.backbone.outbox.OutboxRepository;
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
class DatabaseFactsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

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
    void aRunWithoutTheIndexNamesItAndOneWithTheIndexUsesIt() throws Exception {
        JsonPath before = run(20);

        Map<String, Object> list = list(before);
        assertThat(list)
                .containsEntry("kind", "SELECT")
                .containsEntry("tables", List.of("employees"))
                .containsEntry("rowLevelSecurity", true)
                .containsEntry("calls", 20)
                .containsEntry("rowsPerCall", 100.0f)
                .containsEntry("usesSeqScan", true)
                .containsEntry("seqScanTables", List.of("employees"))
                .containsEntry("planNote", null)
                .hasEntrySatisfying("blocksHit", hit -> assertThat((int) hit).isPositive());
        assertThat(before.getString("note")).isNull();
        @SuppressWarnings("unchecked")
        Map<String, Object> proposal = (Map<String, Object>) list.get("proposal");
        assertThat(proposal)
                .containsEntry("table", "employees")
                .containsEntry("columns", List.of("organization_id", "created_at DESC"))
                .containsEntry("predicate", "deleted_at IS NULL");
        String number = findingNumber();
        String ddl = proposal.get("ddl").toString();

        SampleDatabase.asOwner(ddl);
        JsonPath after = run(20);

        assertThat(list(after))
                .containsEntry("usesSeqScan", false)
                .containsEntry("usesIndexScan", true)
                .containsEntry("indexScanTables", List.of("employees"))
                .containsEntry("wholeIndexScanTables", List.of())
                .hasEntrySatisfying("planChange", change -> assertThat(change.toString())
                        .startsWith("The plan has another shape than in run "))
                .containsEntry("calls", 20)
                .containsEntry("proposal", null);
        viewer().get("/api/v1/findings/" + number)
                .then()
                .statusCode(200)
                .body("severity", equalTo("HIGH"))
                .body("evidence.ddl", equalTo(ddl))
                .body("evidence.plan", containsString("Seq Scan on employees"))
                .body("recommendedMeasures[0]", containsString(ddl));
        engineer()
                .noContentType()
                .post("/api/v1/systems/smartbav/database-analyses")
                .then()
                .statusCode(200)
                .body("findings.findAll { it.evidence.estimatedBlocksBefore != null }.size()", equalTo(0));
        engineer()
                .contentType("application/json")
                .body("{}")
                .post("/api/v1/findings/" + number + "/verification")
                .then()
                .statusCode(200)
                .body("status", equalTo("RESOLVED"))
                .body("verification.before", equalTo("sequential scan on employees"))
                .body("verification.after", equalTo("index scan, no sequential scan"));
    }

    @Test
    void applicationStatementsArePlannedButNotRunAndOthersAreLeftOut() throws Exception {
        JsonPath facts = run(1);

        assertThat(facts.getList("statements.kind", String.class)).contains("SELECT", "DELETE");
        assertThat(facts.getList("statements.query", String.class))
                .noneMatch(query -> query.contains("pg_class") || query.startsWith("SET ") || query.contains("EXPLAIN"))
                .noneMatch(query -> query.contains("generate_series"));
        assertThat(SampleDatabase.countAsOwner()).isEqualTo(10_000);
    }

    @Test
    void analysisOnDemandReadsAllThatWasCounted() throws Exception {
        SampleDatabase.workload(5);

        engineer()
                .noContentType()
                .post("/api/v1/systems/smartbav/database-analyses")
                .then()
                .statusCode(200)
                .body("facts.statements.size()", greaterThan(0))
                .body(
                        "findings.fingerprint",
                        hasItem("missing-index:smartbav:smartbav-db:public.employees:organization_id,"
                                + "created_at DESC:deleted_at IS NULL"))
                .body("findings.findAll { it.evidence.estimatedBlocksBefore != null }.size()", equalTo(0));
        viewer().noContentType()
                .post("/api/v1/systems/smartbav/database-analyses")
                .then()
                .statusCode(403);
        engineer()
                .noContentType()
                .post("/api/v1/systems/nothing/database-analyses")
                .then()
                .statusCode(404);
    }

    @Test
    void findingOfAnEarlierVersionKeepsItsNumberAndItsDecision() throws Exception {
        Api.describe("kept", "smartbav-db");
        String former = "missing-index:kept:employees:organization_id,created_at DESC:deleted_at IS NULL";
        String number = engineer()
                .contentType("application/json")
                .body(Map.of(
                        "system", "kept",
                        "fingerprint", former,
                        "severity", "HIGH",
                        "component", "PostgreSQL smartbav-db, table employees",
                        "title", "Missing index"))
                .post("/api/v1/findings")
                .then()
                .statusCode(201)
                .extract()
                .path("number");
        engineer()
                .contentType("application/json")
                .header("If-Match", viewer().get("/api/v1/findings/" + number).header("ETag"))
                .body(Map.of("status", "ACCEPTED", "reason", "small tenants"))
                .patch("/api/v1/findings/" + number)
                .then()
                .statusCode(200);
        SampleDatabase.workload(5);

        engineer()
                .noContentType()
                .post("/api/v1/systems/kept/database-analyses")
                .then()
                .statusCode(200)
                .body("findings.number", hasItem(number));

        viewer().get("/api/v1/findings/" + number)
                .then()
                .body("status", equalTo("ACCEPTED"))
                .body(
                        "fingerprint",
                        equalTo("missing-index:kept:smartbav-db:public.employees:organization_id,created_at DESC:"
                                + "deleted_at IS NULL"))
                .body("history.kind", hasItem("STATUS_CHANGED"));
    }

    @Test
    void runWithoutABaselineSaysSo() throws Exception {
        SampleDatabase.workload(1);
        String runId = UUID.randomUUID().toString();
        Events.send(pool, outbox, Events.finished(runId, "smartbav", Instant.now()));

        assertThat(facts(runId).getString("note")).startsWith("no snapshot was taken at the start of the run");
    }

    @Test
    void databaseThatIsAwayIsRecordedWithTheReason() {
        Api.describe("lost", "gone-db");
        String runId = UUID.randomUUID().toString();
        Events.send(pool, outbox, Events.started(runId, "lost", Instant.now()));
        Events.send(pool, outbox, Events.finished(runId, "lost", Instant.now()));

        JsonPath facts = facts(runId);
        assertThat(facts.getString("note")).startsWith("database gone-db does not answer");
        assertThat(facts.getList("statements")).isEmpty();
        engineer()
                .noContentType()
                .post("/api/v1/systems/lost/database-analyses")
                .then()
                .statusCode(503)
                .header("Retry-After", not(nullValue()));
    }

    @Test
    void systemThatNobodyDescribedIsRecordedWithTheReason() {
        String runId = UUID.randomUUID().toString();
        Events.send(pool, outbox, Events.finished(runId, "unknown", Instant.now()));

        assertThat(facts(runId).getString("note")).contains("system unknown is not described");
    }

    @Test
    void factsOfAnUnknownRunAreNotThereYet() {
        viewer().get("/api/v1/test-runs/none/database-facts")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("not yet"));
    }

    private JsonPath run(int lists) throws Exception {
        String runId = UUID.randomUUID().toString();
        Events.send(pool, outbox, Events.started(runId, "smartbav", Instant.now()));
        await().atMost(PATIENCE).until(() -> baselineTaken(runId));
        SampleDatabase.workload(lists);
        Events.send(pool, outbox, Events.finished(runId, "smartbav", Instant.now()));
        return facts(runId);
    }

    private boolean baselineTaken(String runId) {
        return pool.preparedQuery("SELECT 1 FROM statement_snapshot WHERE run_id = $1")
                        .executeAndAwait(Tuple.of(runId))
                        .size()
                > 0;
    }

    private static JsonPath facts(String runId) {
        String path = "/api/v1/test-runs/" + runId + "/database-facts";
        await().atMost(PATIENCE).until(() -> viewer().get(path).statusCode() == 200);
        return viewer().get(path).jsonPath();
    }

    private static Map<String, Object> list(JsonPath facts) {
        return facts.getMap("statements.find { it.query.contains('ORDER BY created_at') }");
    }

    private static String findingNumber() {
        return viewer().get("/api/v1/systems/smartbav/findings")
                .jsonPath()
                .getString(
                        "items.find { it.fingerprint.startsWith('missing-index:smartbav:smartbav-db:public.employees') "
                                + "&& it.component.contains('employees') && it.title.contains('created_at') }.number");
    }
}
