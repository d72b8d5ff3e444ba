package io.belastbar.budget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.belastbar.contracts.EventType;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingResolved;
import io.belastbar.contracts.Severity;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The KPIs of requirements 4 against values that arrive. */
@QuarkusTest
class HealthIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Inject
    Pool pool;

    private final String system = "s-" + UUID.randomUUID();
    private final Instant start = Instant.now().minusSeconds(600);

    @Test
    void healthAnswersEachKpi() {
        store();
        measure("64%", 1);

        as("viewer")
                .get("/api/v1/systems/{system}/health", system)
                .then()
                .statusCode(200)
                .body("healthy", equalTo(true))
                .body("checks.'cpu utilisation'", equalTo(true))
                .body("kpis[0].status", equalTo("ok"))
                .body("kpis[0].observed", equalTo("64%"));
    }

    @Test
    void anAlertIsRaisedAfterTwoValuesAsAFindingAndResolvedAfterThree() {
        store();
        try (var kafka = new KafkaPeer()) {
            measure("95%", 1);
            measure("96%", 2);

            await().atMost(PATIENCE).untilAsserted(() -> as("viewer")
                    .get("/api/v1/systems/{system}/alerts", system)
                    .then()
                    .statusCode(200)
                    .body("items", hasSize(1))
                    .body("items[0].severity", equalTo("warning"))
                    .body("items[0].messageGerman", containsString("cpu, Auslastung: 96 %, Grenze ≤ 70 %")));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(kafka.published(EventType.FINDING_RAISED, FindingRaised.class))
                            .filteredOn(finding -> finding.system().equals(system))
                            .singleElement()
                            .extracting(FindingRaised::fingerprint)
                            .isEqualTo("alert:" + system + ":cpu:target_utilisation"));
        }
        measure("50%", 3);
        measure("50%", 4);
        measure("50%", 5);

        await().atMost(PATIENCE).untilAsserted(() -> as("viewer")
                .get("/api/v1/systems/{system}/alerts", system)
                .then()
                .body("items", hasSize(0)));
    }

    @Test
    void raisedAlertsComeInPages() {
        promise(
                "artefacts: { a: { target_size: < 200kB, severity: CRITICAL },"
                        + " b: { target_size: < 200kB, severity: CRITICAL }, c: { target_size: < 200kB, severity: CRITICAL } }");
        for (var subject : List.of("c", "a", "b")) {
            as("engineer")
                    .contentType("application/json")
                    .body("{\"subject\": \"%s\", \"metric\": \"size\", \"value\": \"300 kB\"}".formatted(subject))
                    .post("/api/v1/systems/{system}/measurements", system)
                    .then()
                    .statusCode(201);
        }
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(alerts(200, null).getList("items")).hasSize(3));

        var subjects = new ArrayList<String>();
        String cursor = null;
        do {
            var page = alerts(1, cursor);
            subjects.addAll(page.getList("items.subject", String.class));
            cursor = page.getString("nextCursor");
        } while (cursor != null);

        assertThat(subjects).hasSize(3).doesNotHaveDuplicates();
        as("viewer")
                .get("/api/v1/systems/{system}/alerts?cursor=x", system)
                .then()
                .statusCode(400);
    }

    private JsonPath alerts(int limit, String cursor) {
        var request = as("viewer").queryParam("limit", limit);
        return (cursor == null ? request : request.queryParam("cursor", cursor))
                .get("/api/v1/systems/{system}/alerts", system)
                .jsonPath();
    }

    @Test
    void oneValueThatBreaksACriticalPromiseIsToldAtOnceAndSoIsThatItIsOver() {
        promise("artefacts: { bundle: { target_size: < 200kB, severity: CRITICAL } }");
        try (var kafka = new KafkaPeer()) {
            post("bundle", "size", "300kB", 0, 1);

            var raised = awaitRaised(kafka, 1).getFirst();
            assertThat(raised.fingerprint()).isEqualTo("alert:" + system + ":bundle:target_size");
            assertThat(raised.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(raised.title()).isEqualTo("bundle, size: 300 kB, limit < 200 kB");
            assertThat(raised.evidence()).containsEntry("observed", "300 kB");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(criticalsOf(system)).hasValue("1.0"));

            for (int second = 2; second < 5; second++) {
                post("bundle", "size", "150kB", 0, second);
            }
            var resolved = awaitResolved(kafka).getFirst();
            assertThat(resolved.fingerprint()).isEqualTo(raised.fingerprint());
            assertThat(resolved.resolvedAt()).isAfter(raised.raisedAt());
            assertThat(resolved.reason()).contains("150 kB", "< 200 kB");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(criticalsOf(system)).isEmpty());
        }
    }

    /** What Prometheus is told of a system; empty if no critical alert of it is raised. */
    private static Optional<String> criticalsOf(String system) {
        var name = "belastbar_budget_critical_alerts{system=\"" + system + "\"} ";
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()))
                .findFirst();
    }

    @Test
    void anOutageInsideABatchThatEndsWellIsToldWithTheValueThatBrokeIt() {
        promise("operations: { pay: { target_error_rate: < 0.5% } }");
        try (var kafka = new KafkaPeer()) {
            post(IntStream.range(0, 70)
                    .mapToObj(second ->
                            entry("pay", "error_rate", second > 1 && second < 8 ? "100%" : "0.01%", 30000, second))
                    .toList());

            assertThat(awaitRaised(kafka, 1).getFirst().title()).isEqualTo("pay, error rate: 100 %, limit < 0.5 %");
            assertThat(awaitResolved(kafka).getFirst().reason()).contains("0.01 %");

            // And what arrives late of the time before it.
            post("pay", "error_rate", "50%", 30000, -100);
            assertThat(awaitRaised(kafka, 2).getLast().title()).contains("50 %");
        }
    }

    @Test
    void aPromiseThatChangedTakesItsAlertAlong() {
        promise("pipelines: { build: { target_duration: 10min }, deploy: { target_duration: 5min } }");
        try (var kafka = new KafkaPeer()) {
            post("build", "duration", "12min", 0, 1);
            post("deploy", "duration", "6min", 0, 1);
            awaitRaised(kafka, 2);

            promise("pipelines: { build: { target_duration: 15min } }");

            assertThat(awaitResolved(kafka))
                    .extracting(FindingResolved::fingerprint)
                    .contains("alert:" + system + ":build:target_duration");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(resolved(kafka))
                    .extracting(FindingResolved::fingerprint)
                    .containsExactlyInAnyOrder(
                            "alert:" + system + ":build:target_duration",
                            "alert:" + system + ":deploy:target_duration"));
            as("viewer").get("/api/v1/systems/{system}/alerts", system).then().body("items", hasSize(0));

            promise("pipelines: { build: { target_duration: 11min } }");
            awaitRaised(kafka, 3);
        }
    }

    @Test
    void singleMeasurementsThatWerePostedTogetherAreToldAsTheFigureThatTheyMake() {
        promise("operations: { pay: { target_response_time_p95: 300ms } }");
        try (var kafka = new KafkaPeer()) {
            post(IntStream.range(0, 100)
                    .mapToObj(i -> entry("pay", "response_time", i % 5 == 0 ? "400ms" : "100ms", 1, i))
                    .toList());

            assertThat(awaitRaised(kafka, 1).getFirst().title())
                    .isEqualTo("pay, response time (p95): 400 ms, limit ≤ 300 ms");
        }
        as("viewer")
                .get("/api/v1/systems/{system}/health", system)
                .then()
                .body("kpis[0].status", equalTo("critical"))
                .body("kpis[0].alert.severity", equalTo("critical"))
                .body("healthy", equalTo(false));
    }

    @Test
    void anOutageFarBehindTheNewestValuesIsToldThoughThirtyThousandCameAtOnce() {
        promise("operations: { pay: { target_error_rate: < 0.5% } }");
        post("pay", "error_rate", "0.01%", 30000, -3600);
        try (var kafka = new KafkaPeer()) {
            pool.preparedQuery("""
                            INSERT INTO series_point (series_id, at, value, samples, source, run_id, labels)
                            SELECT series_id, $2::timestamptz + i * interval '20 ms',
                                   CASE WHEN i BETWEEN 100 AND 103 THEN 0.75 ELSE 0.0001 END, 30000, 'posted', '', '{}'
                              FROM series, generate_series(1, 30000) AS i WHERE system = $1""")
                    .executeAndAwait(Tuple.of(system, start.minusSeconds(3000).atOffset(ZoneOffset.UTC)));

            assertThat(awaitRaised(kafka, 1).getFirst().title()).contains("75 %");
            awaitResolved(kafka);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(pool.query(
                                    "SELECT count(*) FROM alert_value JOIN series_point USING (point_id) JOIN series USING (series_id)"
                                            + " WHERE system = '" + system + "'")
                            .executeAndAwait()
                            .iterator()
                            .next()
                            .getLong(0))
                    .isZero());
            assertThat(raised(kafka)).hasSize(1);
        }
    }

    @Test
    void aBudgetThatIsNoLongerReadKeepsItsAlertsAndStopsNoOther() {
        var unread = "a-" + UUID.randomUUID();
        promise("pipelines: { build: { target_duration: 10min } }");
        pool.query("INSERT INTO document (kind, system, name, version, content, sha256, updated_at, updated_by) "
                        + "SELECT kind, '" + unread
                        + "', name, version, '\\x00ff'::bytea, sha256, updated_at, updated_by"
                        + " FROM document WHERE kind = 'budget' AND system = '" + system + "'")
                .executeAndAwait();
        pool.query(
                        "INSERT INTO alert (system, subject_kind, service, subject, metric, scenario, limit_text, status, value,"
                                + " seen_at, changed_at) VALUES ('" + unread
                                + "', 'PIPELINE', '', 'build', 'target_duration', '',"
                                + " '≤ 10 min', 'WARNING', 720000, now(), now())")
                .executeAndAwait();
        try (var kafka = new KafkaPeer()) {
            post("build", "duration", "12min", 0, 1);
            awaitRaised(kafka, 1);
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        pool.query("SELECT budget_version FROM alert_look WHERE system = '" + unread + "'")
                                .executeAndAwait()
                                .size())
                .isEqualTo(1));
        assertThat(pool.query("SELECT status FROM alert WHERE system = '" + unread + "'")
                        .executeAndAwait()
                        .iterator()
                        .next()
                        .getString(0))
                .isEqualTo("WARNING");
    }

    private List<FindingRaised> awaitRaised(KafkaPeer kafka, int count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(raised(kafka)).hasSize(count));
        return raised(kafka);
    }

    /** Of alerts; error budgets tell of theirs beside. */
    private List<FindingRaised> raised(KafkaPeer kafka) {
        return kafka.published(EventType.FINDING_RAISED, FindingRaised.class).stream()
                .filter(finding -> finding.fingerprint().startsWith("alert:" + system + ":"))
                .toList();
    }

    private List<FindingResolved> awaitResolved(KafkaPeer kafka) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(resolved(kafka)).isNotEmpty());
        return resolved(kafka);
    }

    private List<FindingResolved> resolved(KafkaPeer kafka) {
        return kafka.published(EventType.FINDING_RESOLVED, FindingResolved.class).stream()
                .filter(finding -> finding.fingerprint().startsWith("alert:" + system + ":"))
                .toList();
    }

    @Test
    void withoutValuesTheNextCommandIsNamed() {
        store();

        as("viewer")
                .get("/api/v1/systems/{system}/health", system)
                .then()
                .body("healthy", nullValue())
                .body("checks", hasKey("cpu utilisation"))
                .body("checks.'cpu utilisation'", nullValue())
                .body("kpis[0].reason", equalTo("never measured"))
                .body("kpis[0].status", equalTo("unknown"))
                .body("hint", containsString("belastbar measure"));
        as("viewer").get("/api/v1/systems/{system}/health", "nobody").then().statusCode(404);
    }

    private void store() {
        promise("resources: { cpu: { target_utilisation: 70%, severity: MEDIUM } }");
    }

    private void promise(String budget) {
        as("engineer")
                .contentType("application/yaml")
                .body(budget.getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/{system}/budget", system)
                .then()
                .statusCode(anyOf(equalTo(200), equalTo(201)));
    }

    private void measure(String value, int second) {
        post("cpu", "utilisation", value, 0, second);
    }

    private void post(String subject, String metric, String value, int samples, int second) {
        post(List.of(entry(subject, metric, value, samples, second)));
    }

    private void post(List<String> entries) {
        as("engineer")
                .contentType("application/json")
                .body("[" + String.join(",", entries) + "]")
                .post("/api/v1/systems/{system}/measurements", system)
                .then()
                .statusCode(201);
    }

    private String entry(String subject, String metric, String value, int samples, int second) {
        return "{\"subject\": \"%s\", \"metric\": \"%s\", \"value\": \"%s\"%s, \"at\": \"%s\"}"
                .formatted(
                        subject,
                        metric,
                        value,
                        samples == 0 ? "" : ", \"samples\": " + samples,
                        start.plusSeconds(second));
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + role + "-token");
    }
}
