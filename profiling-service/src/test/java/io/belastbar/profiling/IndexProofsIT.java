package io.belastbar.profiling;

import static io.belastbar.profiling.Api.engineer;
import static io.belastbar.profiling.Api.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.belastbar.profiling.proof.ProofTarget;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The doors of proofs, on the sample with its missing index. */
@QuarkusTest
class IndexProofsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final String LIST = "SELECT id, first_name, last_name, email FROM employees"
            + " WHERE deleted_at IS NULL ORDER BY created_at DESC, id DESC LIMIT $1 OFFSET $2";

    private static final String OURS =
            "CREATE INDEX CONCURRENTLY IF NOT EXISTS ours ON employees (organization_id, created_at DESC)"
                    + " WHERE deleted_at IS NULL";

    @BeforeEach
    void createSample() throws Exception {
        SampleDatabase.create();
        SampleDatabase.asOwner("CREATE TABLE IF NOT EXISTS houses AS SELECT DISTINCT organization_id FROM employees");
        SampleDatabase.asOwner("GRANT SELECT ON houses TO smartbav_reader");
        describe("smartbav");
    }

    @Test
    void theMissingIndexOfTheSampleIsProvenBesideTheOneOfTheRequirements() throws Exception {
        String proof = started("smartbav", """
                {"candidates": [
                  {"ddl": "CREATE INDEX CONCURRENTLY IF NOT EXISTS ours ON employees (organization_id, created_at DESC) WHERE deleted_at IS NULL",
                   "statements": [{"text": "%1$s"}]},
                  {"ddl": "CREATE INDEX literal ON employees (organization_id, deleted_at) WHERE deleted_at IS NULL",
                   "statements": [{"text": "%1$s"}]}]}""".formatted(LIST));

        JsonPath done = ended(proof);

        assertThat(done.getString("state")).as(done.prettify()).isEqualTo("DONE");
        assertThat(done.getList("report.results.verdict")).first().isEqualTo("PROVEN");
        assertThat(done.getList("report.results.index")).containsExactly("ours", "literal");
        assertThat(done.getDouble("report.results[0].blocksFactor"))
                .isGreaterThan(done.getDouble("report.results[1].blocksFactor"));
        assertThat(done.getList("report.results[0].statements[0].sets.name")).contains("busy");
        assertThat(done.getMap("report.copy.rows")).containsEntry("public.employees", 10_000);
        try (ProofTarget server = new ProofTarget()) {
            assertThat(server.scratchDatabases()).noneMatch(name -> name.endsWith(proof.substring(0, 8)));
        }
    }

    @Test
    void aFindingIsProvenAndKnowsIt() throws Exception {
        String number = raised("aFinding", "smartbav");

        String proof = started("smartbav", "{\"finding\": \"" + number + "\"}");

        assertThat(ended(proof).getString("state")).isEqualTo("DONE");
        viewer().get("/api/v1/findings/" + number)
                .then()
                .statusCode(200)
                .body("evidence.proof", equalTo("/api/v1/index-proofs/" + proof))
                .body("evidence.proofVerdict", equalTo("PROVEN"))
                .body("details.expectedEffect.unit", equalTo("ms"))
                .body("details.expectedEffect.metric", containsString("mean time"))
                .body("evidence.ddl", containsString("CREATE INDEX"));
        viewer().accept("text/event-stream")
                .get("/api/v1/index-proofs/" + proof + "/progress")
                .then()
                .statusCode(200)
                .body(containsString("copy-rows"), containsString("event:finished"));
    }

    @Test
    void aStatementLongerThanItsEvidenceIsProvenWhole() throws Exception {
        String columns = java.util.stream.IntStream.range(0, 200)
                .mapToObj(i -> ", first_name AS name_" + i)
                .collect(java.util.stream.Collectors.joining());
        String list =
                "SELECT id" + columns + " FROM employees WHERE deleted_at IS NULL ORDER BY created_at DESC LIMIT 50";
        SampleDatabase.asApplication(list);
        String queryId = SampleDatabase.idOf("SELECT id, first_name AS name_0,%");
        String number =
                raised("proof:long" + UUID.randomUUID(), "smartbav", OURS, queryId, list.substring(0, 2000) + "…");

        JsonPath done = ended(started("smartbav", "{\"finding\": \"" + number + "\"}"));

        assertThat(done.getList("report.results.verdict")).as(done.prettify()).containsExactly("PROVEN");
    }

    @Test
    void anIndexThatDoesNotHelpIsNotAdvisedAnyMore() throws Exception {
        String fingerprint = "proof:useless" + UUID.randomUUID();
        String number = raised(fingerprint, "smartbav", "CREATE INDEX useless ON employees (first_name)");

        ended(started("smartbav", "{\"finding\": \"" + number + "\"}"));
        raised(fingerprint, "smartbav", "CREATE INDEX useless ON employees (first_name)");

        viewer().get("/api/v1/findings/" + number)
                .then()
                .body("occurrences", equalTo(2))
                .body("evidence.proofVerdict", equalTo("NOT_PROVEN"))
                .body("recommendedMeasures[0]", containsString("Do not create useless: it was measured on a copy"));
    }

    @Test
    void withoutABodyTheOpenFindingsAreMeantAndWithoutAnyItIsRefused() {
        String system = "bodyless-" + UUID.randomUUID().toString().substring(0, 8);
        describe(system);
        engineer()
                .contentType("application/json")
                .post("/api/v1/systems/" + system + "/index-proofs")
                .then()
                .statusCode(409)
                .body("detail", containsString("no open finding"));
        String number = raised("open", system);

        String proof = engineer()
                .contentType("application/json")
                .post("/api/v1/systems/" + system + "/index-proofs")
                .then()
                .statusCode(202)
                .extract()
                .path("id");

        assertThat(ended(proof).getList("report.results.finding")).containsExactly(number);
        viewer().get("/api/v1/systems/" + system + "/index-proofs?limit=1")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(proof), "items[0].report", equalTo(null));
    }

    @Test
    void whatIsNoIndexAndWhatIsNotThereIsRefused() {
        engineer()
                .contentType("application/json")
                .body(
                        "{\"candidates\": [{\"ddl\": \"DROP TABLE employees\", \"statements\": [{\"text\": \"SELECT 1\"}]},"
                                + " {\"ddl\": \"CREATE INDEX a ON b (c); DROP TABLE b\", \"statements\": []}], \"x\": 1}")
                .post("/api/v1/systems/smartbav/index-proofs")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/candidates/0/ddl"))
                .body("errors.pointer", hasItem("/candidates/1/ddl"))
                .body("errors.rule", hasItem(containsString("CREATE INDEX name ON table")));
        engineer()
                .contentType("application/json")
                .body("{\"finding\": \"PE-999999\"}")
                .post("/api/v1/systems/smartbav/index-proofs")
                .then()
                .statusCode(404);
        engineer()
                .contentType("application/json")
                .post("/api/v1/systems/nobody/index-proofs")
                .then()
                .statusCode(404);
        Api.describe("plain", "plain-db");
        engineer()
                .contentType("application/json")
                .post("/api/v1/systems/plain/index-proofs")
                .then()
                .statusCode(409)
                .body("detail", containsString("belastbar.credentials.plain-db-scratch"));
        viewer().get("/api/v1/index-proofs/" + UUID.randomUUID()).then().statusCode(404);
        viewer().get("/api/v1/index-proofs/" + UUID.randomUUID() + "/progress")
                .then()
                .statusCode(404);
    }

    @Test
    void theSameKeyStartsOneProofAndACancelledOneLeavesNothing() throws Exception {
        String body = "{\"candidates\": [{\"ddl\": \"CREATE INDEX slow ON employees (email)\", \"statements\":"
                + " [{\"text\": \"SELECT count(*) FROM employees, pg_sleep(60) WHERE email > 'a'\"}]}]}";
        String key = UUID.randomUUID().toString();
        String first = engineer()
                .contentType("application/json")
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/v1/systems/smartbav/index-proofs")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        String again = engineer()
                .contentType("application/json")
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/v1/systems/smartbav/index-proofs")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        assertThat(again).isEqualTo(first);
        await().atMost(PATIENCE).until(() -> viewer().get("/api/v1/index-proofs/" + first)
                .path("state")
                .equals("RUNNING"));

        engineer()
                .delete("/api/v1/index-proofs/" + first)
                .then()
                .statusCode(202)
                .body("state", equalTo("CANCELLED"));

        engineer().delete("/api/v1/index-proofs/" + first).then().statusCode(200);
        try (ProofTarget server = new ProofTarget()) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(server.scratchDatabases())
                    .noneMatch(name -> name.endsWith(first.substring(0, 8))));
        }
        viewer().get("/api/v1/index-proofs/" + first)
                .then()
                .body("reason", equalTo("cancelled by engineer"))
                .body("state", not(equalTo("DONE")));
    }

    private static void describe(String system) {
        engineer()
                .contentType("application/yaml")
                .body(
                        "system: " + system + "\nname: Sample\ntargets:\n  postgresql: smartbav-db\ndatabase:\n"
                                + "  tenant-setting: app.organization_id\n  tenants: SELECT organization_id::text FROM houses ORDER BY 1\n")
                .put("/api/v1/systems/" + system)
                .then()
                .statusCode(org.hamcrest.Matchers.anyOf(equalTo(200), equalTo(201)));
    }

    private static String raised(String cause, String system) {
        return raised("proof:" + cause + UUID.randomUUID(), system, OURS);
    }

    private static String raised(String fingerprint, String system, String ddl) {
        return raised(fingerprint, system, ddl, "1", LIST);
    }

    private static String raised(String fingerprint, String system, String ddl, String queryId, String statement) {
        return engineer()
                .contentType("application/json")
                .body("{\"system\": \"" + system + "\", \"fingerprint\": \"" + fingerprint
                        + "\", \"severity\": \"HIGH\", \"component\": \"db\", \"title\": \"Missing index\","
                        + " \"recommendedMeasures\": [\"create it\"], \"evidence\": {\"ddl\": \"" + ddl
                        + "\", \"queryId\": \"" + queryId + "\", \"statement\": \"" + statement + "\"}}")
                .post("/api/v1/findings")
                .then()
                .statusCode(org.hamcrest.Matchers.anyOf(equalTo(200), equalTo(201)))
                .extract()
                .path("number");
    }

    private static String started(String system, String body) {
        return engineer()
                .contentType("application/json")
                .body(body)
                .post("/api/v1/systems/" + system + "/index-proofs")
                .then()
                .statusCode(202)
                .header("Location", containsString("/api/v1/index-proofs/"))
                .extract()
                .path("id");
    }

    private static JsonPath ended(String proof) {
        await().atMost(PATIENCE).until(() -> !java.util.Set.of("QUEUED", "RUNNING")
                .contains(viewer().get("/api/v1/index-proofs/" + proof).<String>path("state")));
        return viewer().get("/api/v1/index-proofs/" + proof).jsonPath();
    }
}
