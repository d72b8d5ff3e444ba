package io.belastbar.budget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.belastbar.backbone.envelope.EventJson;
import io.belastbar.budget.evaluation.Runs;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.series.SeriesRepository;
import io.belastbar.contracts.RunVerdict;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** In each queue: what can never succeed stands first, and what stands behind it is done. */
@QuarkusTest
class PoisonIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String RULES = """
            escalation:
              channels: { Backend Engineer: { webhooks: [team-chat] } }
              rules: [ { name: slow, on: finding, to: Backend Engineer, repeat: 4h } ]
            """;

    private static final String SOURCES = """
            prometheus:
              target: monitoring
              every: 5s
              queries:
                - { subject: data, kind: cache, service: redis, metric: hit_ratio, query: hits_%s, unit: percent }
            """;

    @ConfigProperty(name = "belastbar.targets.monitoring.url")
    URI prometheus;

    @Inject
    Pool pool;

    @Inject
    SeriesRepository series;

    private final String poison = "s-" + UUID.randomUUID();
    private final String good = "s-" + UUID.randomUUID();
    private final List<String> refusals = new ArrayList<>();
    private final List<String> waiting = new ArrayList<>();

    @AfterEach
    void letAllIn() {
        refusals.forEach(table -> sql("ALTER TABLE " + table + " DROP CONSTRAINT test_refusal"));
    }

    @Test
    void runsBehindOnesThatCannotBeEvaluatedAreEvaluated() {
        refuse("evaluation", """
                CASE WHEN scenario = 'zero' THEN 1 / (length(scenario) - 4) > 0 ELSE scenario <> 'refused' END""");
        budget(good);
        budget(poison);
        sql("UPDATE document SET content = '\\x00ff'::bytea, understood = NULL WHERE system = '" + poison + "'");

        var unreadable = run(good, "demo", 50);
        sql("UPDATE run_to_evaluate SET run = '{\"runId\":\"?\"}' WHERE run_id = '" + unreadable + "'");
        var withoutBudget = run(poison, "demo", 40);
        var refused = run(good, "refused", 30);
        var undefined = run(good, "zero", 20);
        var well = run(good, "demo", 10);
        sql("UPDATE run_to_evaluate SET state = 'PENDING' WHERE state = 'NO_BUDGET' AND system IN ('%s', '%s')"
                .formatted(good, poison));
        letGo();

        awaitText("SELECT state FROM run_to_evaluate WHERE run_id = '" + well + "'", "DONE");
        for (var failed : List.of(unreadable, withoutBudget, refused, undefined)) {
            awaitText("SELECT state FROM run_to_evaluate WHERE run_id = '" + failed + "'", "FAILED");
        }
        assertThat(text("SELECT problem FROM run_to_evaluate WHERE run_id = '" + withoutBudget + "'"))
                .contains("is no longer read", "belastbar apply -f");
        assertThat(text("SELECT problem FROM run_to_evaluate WHERE run_id = '" + refused + "'"))
                .contains("test_refusal", "23514");
        assertThat(text("SELECT problem FROM run_to_evaluate WHERE run_id = '" + undefined + "'"))
                .contains("22012");
        as("viewer")
                .get("/api/v1/test-runs/{run}/evaluation", refused)
                .then()
                .statusCode(404)
                .body("detail", containsString("test_refusal"));
    }

    @Test
    void measurementsBehindOnesThatCannotBeStoredAreCollected() {
        var unreadable = "s-" + UUID.randomUUID();
        refuse("series", "system <> '" + poison + "'");
        given().body("40").put(prometheus + "/values/hits_" + good).then().statusCode(204);
        sources(unreadable, "prometheus: [");
        List.of(poison, good).forEach(system -> sources(system, SOURCES.formatted(good)));
        sql("""
                INSERT INTO leased_work (queue, item, due_at)
                VALUES ('collections', '%s', now() - interval '3 min'), ('collections', '%s', now() - interval '2 min'),
                       ('collections', '%s', now() - interval '1 min')""".formatted(unreadable, poison, good));

        awaitText("SELECT outcome ->> 'values' FROM measurement_collection WHERE system = '" + good + "'", "1");
        var problem = "SELECT outcome #>> '{problems,0,problem}' FROM measurement_collection WHERE system = '%s'";
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(text(problem.formatted(poison))).contains("test_refusal", "23514"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(problem.formatted(unreadable)))
                .contains("not well-formed"));
    }

    @Test
    void messagesBehindOnesThatCannotBeDealtWithAreSent() {
        refuse("escalation_delivery", "state <> 'DELIVERED' OR repeat <> 77");
        var escalation = escalation(good, 0, "NULL");
        var refused = delivery(escalation, 77, 20);
        var well = delivery(escalation, 0, 10);
        letGo();

        awaitText("SELECT state FROM escalation_delivery WHERE delivery_id = '" + well + "'", "DELIVERED");
        awaitText("SELECT state FROM escalation_delivery WHERE delivery_id = '" + refused + "'", "DEAD");
        assertThat(text("SELECT problem FROM escalation_delivery WHERE delivery_id = '" + refused + "'"))
                .contains("test_refusal");
    }

    @Test
    void remindersBehindOnesThatCannotBeNotedAreNoted() {
        refuse("escalation_delivery", "repeat <> 88");
        List.of(poison, good).forEach(this::rules);
        sql("UPDATE document SET content = 'escalation: [', understood = NULL WHERE system = '" + poison + "'");
        var unreadable = escalation(poison, 0, "now() - interval '3 min'");
        var refused = escalation(good, 87, "now() - interval '2 min'");
        var well = escalation(good, 0, "now() - interval '1 min'");

        awaitText("SELECT count(*)::text FROM escalation_delivery WHERE escalation_id = '" + well + "'", "1");
        for (var passedOver : List.of(unreadable, refused)) {
            awaitText(
                    "SELECT (next_repeat_at > now())::text FROM escalation WHERE escalation_id = '" + passedOver + "'",
                    "true");
        }
    }

    @Test
    void seriesBehindOnesWhoseChangeCannotBeStoredAreLookedAt() {
        refuse("change_point", "system <> '" + poison + "'");
        List.of(poison, good).forEach(this::values);

        awaitText("SELECT count(*)::text FROM change_point WHERE system = '" + good + "'", "1");
        awaitText(
                "SELECT count(*)::text FROM series_news JOIN series USING (series_id) WHERE system = '" + poison + "'",
                "0");
    }

    @Test
    void figuresBehindOnesThatCannotBeJudgedAreJudged() {
        refuse("alert", "system <> '" + poison + "' OR subject <> 'aaa'");
        for (var system : List.of(poison, good)) {
            as("engineer")
                    .contentType("application/yaml")
                    .body("""
                            pipelines: { aaa: { target_duration: "< 10min" }, zzz: { target_duration: "< 10min" } }
                            """.getBytes(StandardCharsets.UTF_8))
                    .put("/api/v1/systems/{system}/budget", system)
                    .then()
                    .statusCode(201);
            for (var subject : List.of("aaa", "zzz")) {
                as("engineer")
                        .contentType("application/json")
                        .body("{\"subject\": \"%s\", \"metric\": \"duration\", \"value\": \"12min\"}"
                                .formatted(subject))
                        .post("/api/v1/systems/{system}/measurements", system)
                        .then()
                        .statusCode(201);
            }
        }

        awaitText("SELECT string_agg(subject, ' ') FROM alert WHERE system = '" + poison + "'", "zzz");
        awaitText(
                "SELECT string_agg(subject, ' ' ORDER BY subject) FROM alert WHERE system = '" + good + "'", "aaa zzz");
    }

    private void refuse(String table, String check) {
        sql("ALTER TABLE " + table + " ADD CONSTRAINT test_refusal CHECK (" + check + ") NOT VALID");
        refusals.add(table);
    }

    private void budget(String system) {
        as("engineer")
                .contentType("application/yaml")
                .body("endpoints: { GET /a: { target_response_time_p95: 1s } }".getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/{system}/budget", system)
                .then()
                .statusCode(201);
    }

    /** Not due before the others are there. */
    private void overdue(String queue, String item, int seconds) {
        sql("INSERT INTO leased_work (queue, item, lease, due_at) VALUES ('%s', '%s', 0, 'infinity')"
                .formatted(queue, item));
        waiting.add("UPDATE leased_work SET lease = NULL, due_at = now() - interval '%d s' WHERE item = '%s'"
                .formatted(seconds, item));
    }

    private void letGo() {
        sql(String.join(";", waiting));
        waiting.clear();
    }

    private String run(String system, String scenario, int overdueSeconds) {
        var run = Runs.inSystem(system, Runs.run(UUID.randomUUID().toString(), RunVerdict.PASSED));
        var text = new String(EventJson.write(run), StandardCharsets.UTF_8)
                .replace("\"scenario\":\"demo\"", "\"scenario\":\"" + scenario + "\"");
        sql("""
                INSERT INTO run_to_evaluate (run_id, system, budget_version, state, run)
                VALUES ('%s', '%s', 1, 'NO_BUDGET', '%s')""".formatted(run.runId(), system, text.replace("'", "''")));
        overdue("evaluations", run.runId(), overdueSeconds);
        return run.runId();
    }

    private void sources(String system, String document) {
        sql("""
                INSERT INTO document (kind, system, name, version, content, sha256, updated_at, updated_by)
                VALUES ('measurement-sources', '%s', 'measurement-sources', 1, convert_to('%s', 'UTF8'), '', now(),
                        'test')""".formatted(system, document));
    }

    private void rules(String system) {
        as("engineer")
                .contentType("application/yaml")
                .body(RULES.getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/{system}/escalation-rules", system)
                .then()
                .statusCode(201);
    }

    private String escalation(String system, int repeats, String nextRepeatAt) {
        var id = UUID.randomUUID().toString();
        sql("""
                INSERT INTO escalation (escalation_id, system, rule, to_role, fingerprint, number, severity, component,
                       title, reason, reason_german, repeat_ms, repeats, next_repeat_at)
                VALUES ('%s', '%s', 'slow', 'Backend Engineer', '%s', 'PE-1', 'HIGH', 'c', 't', 'r', 'r', 3600000, %d, %s)""".formatted(id, system, id, repeats, nextRepeatAt));
        sql("INSERT INTO leased_work (queue, item, due_at) SELECT 'reminders', '%s', %s WHERE %s IS NOT NULL"
                .formatted(id, nextRepeatAt, "(" + nextRepeatAt + ")"));
        return id;
    }

    private String delivery(String escalation, int repeat, int overdueSeconds) {
        var id = UUID.randomUUID().toString();
        sql("""
                INSERT INTO escalation_delivery (delivery_id, escalation_id, channel, name, repeat, due_at)
                VALUES ('%s', '%s', 'WEBHOOK', 'team-chat', %d, now())""".formatted(id, escalation, repeat));
        overdue("deliveries", id, overdueSeconds);
        return id;
    }

    private void values(String system) {
        var key = new SeriesKey(
                system, Subject.of(SubjectKind.OPERATION, "checkout"), "target_response_time_p95", SeriesKey.MEASURED);
        var start = Instant.now().minus(Duration.ofHours(60));
        for (int i = 0; i < 50; i++) {
            var value = (i < 30 ? 100 : 130) + i % 3;
            var point = new SeriesPoint(
                    start.plus(Duration.ofHours(i)), value, 1, SeriesPoint.POSTED, null, Map.of("version", "1." + i));
            series.append(pool, key, point).await().atMost(PATIENCE);
        }
    }

    private void awaitText(String query, String expected) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(query)).isEqualTo(expected));
    }

    private String text(String query) {
        var rows = pool.query(query).executeAndAwait().iterator();
        return rows.hasNext() ? rows.next().getString(0) : null;
    }

    private void sql(String statement) {
        pool.query(statement).executeAndAwait();
    }

    private static RequestSpecification as(String principal) {
        return given().header("Authorization", "Bearer " + principal + "-token");
    }
}
