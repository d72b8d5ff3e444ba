package io.belastbar.profiling;

import static io.belastbar.profiling.Api.engineer;
import static io.belastbar.profiling.Api.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.contracts.BudgetEvaluated;
import io.belastbar.contracts.FindingBuilder;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingResolved;
import io.belastbar.contracts.ObjectiveResult;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.contracts.Severity;
import io.belastbar.profiling.diagnosis.Diagnosis;
import io.belastbar.profiling.finding.Finding;
import io.belastbar.profiling.finding.FindingRepository;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One cause is one finding, however it is spelled and whatever it breaks. */
@QuarkusTest
class LinkedFindingsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String DDL = "CREATE INDEX CONCURRENTLY idx ON employees (organization_id, created_at DESC)";

    @Inject
    Pool pool;

    @Inject
    FindingRepository findings;

    @Inject
    OutboxRepository outbox;

    private final String system = "s" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void theCauseTakesThePromisesThatItBreaksInsteadOfNumbers() {
        Finding cause = register(index("db", "public.employees"));

        Finding scan = register(violation("SELECT query on employees", "seq_scan_allowed", "r1"));
        Finding slow = register(violation("SELECT query on employees", "target_query_time", "r1"));
        register(violation("SELECT query on employees", "target_query_time", "r2"));

        assertThat(List.of(scan.number(), slow.number())).containsOnly(cause.number());
        list().body("items.number", contains(cause.number()));
        get(cause)
                .body("severity", equalTo("CRITICAL"))
                .body("occurrences", equalTo(1))
                .body("symptoms.metric", contains("seq_scan_allowed", "target_query_time"))
                .body("symptoms[1].times", equalTo(2))
                .body("symptoms[1].runId", equalTo("r2"))
                .body("symptoms[1].observed", equalTo("812 ms"))
                .body("symptoms[1].limit", equalTo("≤ 100 ms"))
                .body("history.kind", contains("RAISED", "SYMPTOM_SEEN", "SYMPTOM_SEEN"));
        assertThat(told("budget:" + system + ":SELECT query on employees:seq_scan_allowed"))
                .as("whoever escalates learns the number")
                .contains("finding.registered.v1 " + cause.number());
    }

    @Test
    void aCauseThatIsFoundLaterTakesTheNumbersThatWereGiven() {
        Finding scan = register(violation("SELECT query on employees", "seq_scan_allowed", "r1"));
        Finding other = register(violation("GET /api/v1/offers", "error_rate", "r1", Map.of()));

        Finding cause = register(index("db", "public.employees"));

        assertThat(cause.symptoms()).extracting("merged").containsExactly(scan.number());
        get(scan)
                .body("status", equalTo("REJECTED"))
                .body("mergedInto", equalTo(cause.number()))
                .body("decision.reason", containsString("a consequence of " + cause.number()))
                .body("history.to", contains(null, "REJECTED"));
        get(other).body("status", equalTo("OPEN")).body("mergedInto", nullValue());
        assertThat(register(violation("SELECT query on employees", "seq_scan_allowed", "r2"))
                        .number())
                .isEqualTo(cause.number());
        assertThat(told(scan.fingerprint())).contains("finding.status-changed.v1 " + scan.number());
    }

    @Test
    void aPromiseThatIsBrokenThoughItsCauseIsOverIsAFindingAgain() {
        Finding scan = register(violation("SELECT query on employees", "seq_scan_allowed", "r1"));
        Finding cause = register(index("db", "public.employees"));
        decide(cause, "{\"status\": \"RESOLVED\", \"reason\": \"index is there\"}")
                .statusCode(200);

        Finding again = register(violation("SELECT query on employees", "seq_scan_allowed", "r2"));

        assertThat(again.number()).isEqualTo(scan.number());
        get(scan).body("status", equalTo("OPEN")).body("mergedInto", nullValue());
        get(cause).body("status", equalTo("RESOLVED")).body("symptoms", empty());
    }

    @Test
    void whatIsOverIsTheSymptomNotTheCause() {
        Finding cause = register(index("db", "public.employees"));
        FindingRaised symptom = violation("SELECT query on employees", "seq_scan_allowed", "r1");
        register(symptom);

        pool.withTransaction(tx -> findings.resolve(
                        tx,
                        new FindingResolved(
                                symptom.fingerprint(), system, "budget-service", Instant.now(), "met", Map.of())))
                .await()
                .atMost(PATIENCE);

        get(cause).body("status", equalTo("OPEN")).body("symptoms[0].resolvedAt", notNullValue());
    }

    @Test
    void indexesOfOtherSchemasAreNoCause() {
        register(index("db", "payroll.employees"));
        register(index("db", "archive.employees"));

        Finding violated = register(violation("SELECT query on employees", "seq_scan_allowed", "r1"));

        get(violated).body("status", equalTo("OPEN")).body("mergedInto", nullValue());
    }

    @Test
    void aFindingKnownByItsOldFingerprintKeepsNumberStatusAndHistory() {
        Finding old =
                register(FindingRaised.of("missing-index:" + system + ":employees:a:", system, "profiling-service")
                        .raised(Instant.now(), Severity.HIGH)
                        .component("PostgreSQL db, table employees")
                        .title("Missing index"));
        decide(old, "{\"status\": \"IN_PROGRESS\", \"reason\": \"being built\"}")
                .statusCode(200);

        Finding first = register(diagnosis("public.employees").finding(system, "db", Instant.now()));
        Finding second = register(diagnosis("archive.employees").finding(system, "db", Instant.now()));
        Finding again = register(diagnosis("public.employees").finding(system, "db", Instant.now()));
        Finding byOld = register(FindingRaised.of(old.fingerprint(), system, "profiling-service")
                .raised(Instant.now(), Severity.HIGH)
                .component("c")
                .title("t"));

        assertThat(first.number()).isEqualTo(old.number());
        assertThat(again.number()).isEqualTo(old.number());
        assertThat(byOld.number()).isEqualTo(old.number());
        assertThat(second.number()).isNotEqualTo(old.number());
        get(first)
                .body("fingerprint", equalTo("missing-index:" + system + ":db:public.employees:a"))
                .body("status", equalTo("IN_PROGRESS"))
                .body("occurrences", equalTo(4))
                .body("linked.kind", contains("FORMER"))
                .body("history.kind", contains("RAISED", "STATUS_CHANGED", "SEEN_AGAIN"));
    }

    @Test
    void aDuplicateCountsForTheOtherUntilTheyAreSeparated() {
        Finding one = register(simple("one"));
        Finding other = register(simple("other"));
        String merge = "/api/v1/findings/" + other.number() + "/merge";
        String body = "{\"into\": \"" + one.number() + "\", \"reason\": \"same pool\"}";

        post(merge, null, body).statusCode(428);
        post(merge, "\"stale\"", body).statusCode(412);
        post(merge, "*", "{}").statusCode(400).body("errors[0].pointer", equalTo("/into"));
        post(merge, "*", "{\"into\": \"PE-999999\"}").statusCode(404);
        post(merge, "*", "{\"into\": \"" + other.number() + "\"}").statusCode(409);
        post(merge, "*", body).statusCode(200).body("number", equalTo(one.number()));
        post(merge, "*", body).statusCode(409).body("detail", containsString("cannot be merged"));
        assertThat(register(simple("other")).number()).isEqualTo(one.number());

        get(one).body("occurrences", equalTo(2))
                .body("title", equalTo("one"))
                .body("linked[0].number", equalTo(other.number()));
        get(other).body("mergedInto", equalTo(one.number()));
        decide(other, "{\"status\": \"OPEN\"}").statusCode(409);

        engineer().header("If-Match", "*").delete(merge).then().statusCode(200).body("status", equalTo("OPEN"));
        engineer().header("If-Match", "*").delete(merge).then().statusCode(409);
        assertThat(register(simple("other")).number()).isEqualTo(other.number());
        get(one).body("linked", empty()).body("history.kind", hasItem("SEPARATED"));
    }

    @Test
    void whoIsToActAndByWhenAndWhatWasSaidStandInTheHistory() {
        Finding finding = register(simple("x"));
        decide(finding, "{\"assignee\": \"anna\", \"due\": \"2020-01-01\"}")
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/due"));
        decide(finding, "{}").statusCode(400);
        decide(finding, "{\"assignee\": \"anna\", \"responsible\": \"DevOps Engineer\", \"due\": \"2099-12-31\"}")
                .statusCode(200)
                .body("assignee", equalTo("anna"))
                .body("dueAt", equalTo("2100-01-01T00:00:00Z"))
                .body("overdue", equalTo(false));
        String comments = "/api/v1/findings/" + finding.number() + "/comments";
        post(comments, null, "{\"text\": \" \"}").statusCode(400).body("errors[0].pointer", equalTo("/text"));
        post(comments, null, "{\"text\": \"a\\u0000b\"}").statusCode(400);
        post(comments, null, "{\"text\": \"asked the vendor\"}").statusCode(201);
        post("/api/v1/findings/PE-999999/comments", null, "{\"text\": \"x\"}").statusCode(404);
        pool.preparedQuery("UPDATE finding SET due_at = now() - interval '1 day' WHERE number = $1")
                .executeAndAwait(Tuple.of(finding.number()));

        get(finding)
                .body("overdue", equalTo(true))
                .body("history.kind", contains("RAISED", "ASSIGNED", "COMMENTED"))
                .body("history[2].reason", equalTo("asked the vendor"));
        viewer().get("/api/v1/findings/" + finding.number() + "?format=md")
                .then()
                .body(containsString("Kommentar von engineer: asked the vendor"));
    }

    @Test
    void anAcceptanceAlwaysEnds() {
        Finding finding = register(simple("x"));

        decide(finding, "{\"status\": \"ACCEPTED\", \"reason\": \"risk taken\"}")
                .statusCode(200)
                .body("decision.until", notNullValue());
    }

    @Test
    void aBrokenPromiseIsMeasuredAgainByALaterRun() {
        Finding broken = register(violation("GET /a", "error_rate", "r1-" + system, Map.of()));
        evaluated("r2-" + system, ObjectiveVerdict.PASS, "0.01 %");
        evaluated("r3-" + system, ObjectiveVerdict.FAIL, "5 %");
        String path = "/api/v1/findings/" + broken.number() + "/verification";

        post(path, null, "{}").statusCode(409).body("detail", containsString("name a later run"));
        post(path, null, "{\"runId\": \"r1-" + system + "\"}").statusCode(409);
        post(path, null, "{\"runId\": \"unheard\"}").statusCode(409).body("detail", containsString("is not evaluated"));
        post(path, null, "{\"runId\": \"\"}").statusCode(400);
        post(path, null, "{\"runId\": \"r2-" + system + "\"}")
                .statusCode(200)
                .body("status", equalTo("RESOLVED"))
                .body("verification.runId", equalTo("r2-" + system))
                .body("verification.before", equalTo("812 ms"))
                .body("verification.after", equalTo("0.01 %"))
                .body("verification.by", equalTo("engineer"))
                .body("decision.reason", equalTo("error_rate: 812 ms → 0.01 %"));
        post(path, null, "{\"runId\": \"r3-" + system + "\"}")
                .statusCode(200)
                .body("status", equalTo("OPEN"))
                .body("verification.over", equalTo(false))
                .body("history.to", contains(null, "RESOLVED", "OPEN"));
    }

    @Test
    void whatNobodyCanMeasureIsSaidSo() {
        Finding finding = register(simple("x"));
        String path = "/api/v1/findings/" + finding.number() + "/verification";

        post(path, null, "{}").statusCode(409).body("detail", containsString("decide on it with PATCH"));
        post("/api/v1/findings/PE-999999/verification", null, "{}").statusCode(404);
        viewer().contentType("application/json").body("{}").post(path).then().statusCode(403);
    }

    private void evaluated(String runId, ObjectiveVerdict verdict, String observed) {
        Events.send(
                pool,
                outbox,
                new BudgetEvaluated(
                        "e-" + runId,
                        runId,
                        system,
                        1,
                        Instant.now(),
                        verdict,
                        List.of(new ObjectiveResult(
                                "GET /a", "error_rate", "≤ 1 %", observed, verdict, null, 10, null, null, null, null)),
                        null));
        await().atMost(PATIENCE)
                .until(() -> pool.preparedQuery("SELECT 1 FROM run_promise WHERE run_id = $1")
                                .executeAndAwait(Tuple.of(runId))
                                .size()
                        == 1);
    }

    @Test
    void aListIsNarrowed() {
        register(simple("pool"));
        register(violation("GET /api/v1/employees", "error_rate", "r1", Map.of()));

        list("q=POOL").body("items.title", contains("pool"));
        list("severity=CRITICAL").body("items", hasSize(1));
        list("component=employees&category=Performance").body("items", hasSize(1));
        list("responsible=Backend Engineer&assignee=anna").body("items", empty());
        list("overdue=true").body("items", empty());
        list("changedSince=2099-01-01T00:00:00Z").body("items", empty());
        list("q=100%25").body("items", empty());
        for (String wrong : List.of("severity=WORST", "overdue=maybe", "changedSince=monday", "q=%00")) {
            viewer().urlEncodingEnabled(false)
                    .get("/api/v1/systems/" + system + "/findings?" + wrong)
                    .then()
                    .statusCode(400);
        }
    }

    private Finding register(FindingBuilder raised) {
        return register(raised.build());
    }

    private Finding register(FindingRaised raised) {
        return pool.withTransaction(tx -> findings.register(tx, raised, Instant.now()))
                .await()
                .atMost(PATIENCE);
    }

    private FindingRaised index(String target, String table) {
        return new Diagnosis(
                        "missing-index",
                        Severity.HIGH,
                        table,
                        List.of("organization_id"),
                        "Missing index on " + table,
                        "reads the whole table",
                        List.of(DDL),
                        Map.of(
                                "ddl",
                                DDL.replace("ON employees", "ON " + table.replace("public.", "")),
                                "table",
                                table,
                                "columns",
                                "organization_id, created_at DESC"))
                .finding(system, target, Instant.now());
    }

    private Diagnosis diagnosis(String table) {
        return new Diagnosis("missing-index", Severity.HIGH, table, List.of("a"), "t", "d", List.of(), Map.of())
                .formerly("employees", "a", null);
    }

    private FindingRaised violation(String component, String metric, String runId) {
        return violation(
                component,
                metric,
                runId,
                Map.of(
                        "indexDdl", DDL,
                        "indexTable", "employees",
                        "indexColumns", "organization_id, created_at DESC",
                        "indexPredicate", ""));
    }

    private FindingRaised violation(String component, String metric, String runId, Map<String, String> more) {
        var evidence = new java.util.HashMap<>(
                Map.of("runId", runId, "metric", metric, "observed", "812 ms", "limit", "≤ 100 ms"));
        evidence.putAll(more);
        return FindingRaised.of("budget:" + system + ":" + component + ":" + metric, system, "budget-service")
                .raised(Instant.now(), Severity.CRITICAL)
                .component(component)
                .title(component + ": 812 ms")
                .evidence(evidence)
                .build();
    }

    private FindingRaised simple(String title) {
        return FindingRaised.of("scan:" + system + ":" + title, system, "scanner")
                .raised(Instant.now(), Severity.MEDIUM)
                .component("pool of connections")
                .category("Capacity")
                .title(title)
                .build();
    }

    private List<String> told(String fingerprint) {
        return pool
                .preparedQuery("SELECT headers ->> 'ce_type', convert_from(data, 'UTF8')::jsonb ->> 'number'"
                        + " FROM outbox_event WHERE key = $1 ORDER BY sequence")
                .executeAndAwait(Tuple.of(fingerprint))
                .stream()
                .map(row -> row.getString(0) + " " + row.getString(1))
                .toList();
    }

    private ValidatableResponse list() {
        return list("limit=50");
    }

    private ValidatableResponse list(String parameters) {
        return viewer().get("/api/v1/systems/" + system + "/findings?" + parameters)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse get(Finding finding) {
        return viewer().get("/api/v1/findings/" + finding.number()).then().statusCode(200);
    }

    private static ValidatableResponse decide(Finding finding, String body) {
        return engineer()
                .contentType("application/json")
                .header("If-Match", "*")
                .body(body)
                .patch("/api/v1/findings/" + finding.number())
                .then();
    }

    private static ValidatableResponse post(String path, String ifMatch, String body) {
        var request = engineer().contentType("application/json").body(body);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.post(path).then();
    }
}
