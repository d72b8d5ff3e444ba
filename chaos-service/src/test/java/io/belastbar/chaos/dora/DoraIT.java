package io.belastbar.chaos.dora;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.chaos.dora.notice.TellDueTests;
import io.belastbar.chaos.record.GameDayRecord;
import io.belastbar.embedded.testing.TestInfrastructure;
import io.belastbar.resilience.record.RecordEntry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

/** Runbooks and records in a real database, told over a real broker. */
@QuarkusTest
class DoraIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MICROS);

    @Inject
    Pool pool;

    @Inject
    GameDayRecord record;

    @Inject
    TellDueTests telling;

    private final String system = "dora-" + UUID.randomUUID().toString().substring(0, 8);

    private static RequestSpecification as(String role) {
        return given().auth().preemptive().oauth2(role + "-token").urlEncodingEnabled(false);
    }

    private Response get(String path) {
        return as("viewer").get("/api/v1/systems/" + system + path);
    }

    private void describe(String zone) {
        as("engineer")
                .contentType("application/json")
                .body("""
                        {"system":"%s","zone":"%s","targets":{"insurer":"smartbav-insurer"}}""".formatted(system, zone))
                .put("/api/v1/systems/" + system)
                .then()
                .statusCode(201);
    }

    private void store(String runbook, String frequency) {
        String text = """
                runbook: %s
                title: "Insurer is slow, „süß“"
                goal: Nothing is lost
                critical-function: Quotes
                criticality: critical
                frequency: %s
                legal-basis: [DORA 25(1)]
                participants:
                  - {name: Olga, role: operations, principal: olga}
                steady-state:
                  expect:
                    - {name: well, type: http-probe, target: smartbav-insurer, request: GET /control, status: [200]}
                steps:
                  - at: T+0
                    name: slow
                    inject: {type: insurer-latency, target: smartbav-insurer, latency: 30s, duration: 1m}
                expectations:
                  - {name: answered, after: slow, deadline: 10s, type: answers, target: smartbav-insurer,
                     request: GET /control, only: [{status: 200}]}
                """.formatted(runbook, frequency);
        Response stored = as("engineer")
                .contentType("application/yaml")
                .body(text.getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/" + system + "/runbooks/" + runbook);
        assertThat(stored.statusCode()).as(stored.asString()).isEqualTo(201);
    }

    private UUID held(String runbook, Instant end, String outcome) {
        UUID id = UUID.randomUUID();
        Map<String, Object> start = new HashMap<>(Map.of(
                "system",
                system,
                "runbook",
                runbook,
                "title",
                "Insurer is slow",
                "criticalFunction",
                "Quotes",
                "criticality",
                "CRITICAL",
                "runbookVersion",
                1,
                "timeScale",
                1.0,
                "unattended",
                false));
        start.put("targets", List.of("smartbav-insurer"));
        start.put("participants", List.of(Map.of("name", "Olga", "role", "operations", "principal", "olga")));
        append(id, new RecordEntry(RecordEntry.STARTED, end.minusSeconds(600), "tester", start));
        append(
                id,
                new RecordEntry(
                        "STEP_DONE",
                        end.minusSeconds(500),
                        "game-day",
                        Map.of(
                                "action",
                                "inject",
                                "subject",
                                "slow",
                                "type",
                                "insurer-latency",
                                "target",
                                "smartbav-insurer")));
        append(
                id,
                new RecordEntry(
                        "EXPECTATION_MET",
                        end.minusSeconds(400),
                        "game-day",
                        Map.of("action", "game-day", "subject", "answered")));
        append(id, new RecordEntry(RecordEntry.FINISHED, end, "game-day", Map.of("outcome", outcome)));
        return id;
    }

    /** An approval of such a fault that counts all day, as if the same person could give it. */
    private void approved(String what, String by) {
        OffsetDateTime now = NOW.atOffset(ZoneOffset.UTC);
        pool.preparedQuery("""
                        WITH asked AS (
                            INSERT INTO approval_request (system, hash, what, requested_by, requested_at)
                            VALUES ($1, 'h', $2, 'other', $4))
                        INSERT INTO approval (id, system, hash, approved_by, approved_at, expires_at)
                        VALUES (gen_random_uuid(), $1, 'h', $3, $4, $5)""")
                .execute(Tuple.of(system, what, by, now.minusHours(1), now.plusHours(1)))
                .await()
                .atMost(LIMIT);
    }

    private void append(UUID id, RecordEntry entry) {
        pool.withTransaction(transaction -> record.append(transaction, id, entry))
                .await()
                .atMost(LIMIT);
    }

    @Test
    void withoutRunbooksTheNextCommandIsNamed() {
        get("/resilience-coverage?lang=de")
                .then()
                .statusCode(200)
                .body("items.size()", org.hamcrest.Matchers.is(0))
                .body("missing.command", org.hamcrest.Matchers.startsWith("belastbar apply"));
        get("/resilience-coverage/calendar.ics").then().statusCode(200).contentType("text/calendar;charset=UTF-8");
        assertThat(get("/deliverables").<List<String>>path("items.findAll { it.missing == null }.path"))
                .doesNotContain("dora-evidence.md");
    }

    @Test
    void theMatrixIsPagedAndSaysWhatIsOverdue() {
        describe("Europe/Berlin");
        store("a-late", "month");
        store("b-new", "month");
        store("c-tested", "2 weeks");
        UUID late = held("a-late", NOW.minus(Duration.ofDays(60)), "PASSED");
        held("a-late", NOW.minus(Duration.ofDays(1)), "ABORTED");
        held("c-tested", NOW.minus(Duration.ofHours(1)), "FAILED");
        held("d-gone", NOW.minus(Duration.ofDays(3)), "PASSED");

        Response first = get("/resilience-coverage?limit=3");
        Response second = get("/resilience-coverage?limit=3&cursor=" + first.path("nextCursor"));

        assertThat(first.<List<String>>path("items.runbook")).containsExactly("a-late", "b-new", "c-tested");
        assertThat(first.<List<String>>path("items.status")).containsExactly("OVERDUE", "NOT_YET_TESTED", "COVERED");
        assertThat(first.<String>path("items[0].coveringTest.gameDayId")).isEqualTo(late.toString());
        assertThat(first.<String>path("items[0].lastTest.outcome")).isEqualTo("ABORTED");
        assertThat(second.<List<String>>path("items.runbook")).containsExactly("d-gone");
        assertThat(second.<String>path("items[0].status")).isEqualTo("RUNBOOK_GONE");
        assertThat(second.<String>path("nextCursor")).isNull();
        Response calendar = get("/resilience-coverage/calendar?limit=2");
        assertThat(calendar.<List<String>>path("items.runbook")).containsExactly("a-late", "c-tested");
        assertThat(get("/resilience-coverage/calendar?limit=2&cursor=" + calendar.path("nextCursor"))
                        .<List<String>>path("items.runbook"))
                .containsExactly("b-new");
        assertThat(get("/resilience-coverage/calendar.ics").asString().replace("\r\n ", ""))
                .contains("UID:a-late." + system + "@belastbar", "BEGIN:VALARM");
        get("/resilience-coverage?cursor=nonsense").then().statusCode(400);
    }

    @Test
    void filesAreThereInBothLanguagesAsOfAnyMoment() {
        describe("UTC");
        store("a-late", "month");
        held("a-late", NOW.minus(Duration.ofDays(60)), "PASSED");

        for (String file : List.of(
                "resilience-coverage.md",
                "resilience-coverage.html",
                "dora-evidence.md",
                "dora-evidence.html",
                "risk-register.md",
                "risk-register.json",
                "risk-register.csv",
                "resilience-handover.md",
                "resilience-handover.json",
                "resilience-calendar.ics")) {
            for (String language : List.of("de", "en")) {
                Response answer = get("/deliverables/" + file + "?lang=" + language);
                assertThat(answer.statusCode()).as(file + answer.asString()).isEqualTo(200);
                assertThat(answer.asString()).isNotBlank();
            }
        }
        assertThat(get("/deliverables/resilience-coverage.md?lang=en").asString())
                .contains("One of 1 tests is overdue");
        String then = NOW.minus(Duration.ofDays(50)).toString();
        assertThat(get("/deliverables/resilience-coverage.md?lang=en&to=" + then)
                        .asString())
                .contains("The one scenario is tested and not overdue");
    }

    @Test
    void evidenceIsComputedFromTheRecordAndTheRunbookThatWasPlayed() {
        describe("Europe/Berlin");
        store("a-slow", "month");
        UUID day = held("a-slow", NOW, "PASSED");
        append(day, new RecordEntry(RecordEntry.SIGN_OFF, NOW, "auditor", Map.of("verdict", "ACCEPTED")));

        Response evidence = as("auditor").get("/api/v1/game-days/" + day + "/resilience-evidence?lang=de");

        assertThat(evidence.statusCode()).as(evidence.asString()).isEqualTo(200);
        assertThat(evidence.<String>path("articles.find { it.id == 'DORA-24-4' }.verdict"))
                .isEqualTo("SHOWN");
        assertThat(evidence.<String>path("articles.find { it.id == 'DORA-24-4' }.because"))
                .contains("engineer, tester")
                .contains("olga")
                .contains("auditor");
        assertThat(evidence.<String>path("articles.find { it.id == 'DORA-25-1-END-TO-END' }.verdict"))
                .isEqualTo("SHOWN");
        assertThat(evidence.<List<Integer>>path("articles.find { it.id == 'DORA-25-1-SCENARIO' }.entries"))
                .containsExactly(2);
        as("viewer")
                .get("/api/v1/game-days/" + day + "/resilience-evidence")
                .then()
                .statusCode(403);
        as("auditor")
                .get("/api/v1/game-days/" + UUID.randomUUID() + "/resilience-evidence")
                .then()
                .statusCode(404);
    }

    @Test
    void twoReplicasAtOnceTellOnceAndACoveringTestResolvesIt() throws Exception {
        describe("Europe/Berlin");
        store("a-late", "month");
        held("a-late", NOW.minus(Duration.ofDays(60)), "PASSED");

        together(() -> telling.tell(NOW));
        held("a-late", NOW, "ABORTED");
        together(() -> telling.tell(Instant.now()));
        UUID covering = held("a-late", Instant.now().plusSeconds(1), "FAILED");
        together(() -> telling.tell(Instant.now().plusSeconds(2)));

        List<JsonNode> told = told("resilience-test-overdue:" + system + ":a-late", 2);
        assertThat(told).hasSize(2);
        assertThat(told.get(0).path("severity").asText()).isEqualTo("HIGH");
        assertThat(told.get(0).path("component").asText()).isEqualTo("Quotes");
        assertThat(told.get(1).path("reason").asText()).contains(covering.toString());
    }

    @Test
    void whoLookedBeforeATestCameTellsOfNothingThatIsOver() throws Exception {
        describe("Europe/Berlin");
        store("a-stale", "month");
        held("a-stale", NOW.minus(Duration.ofDays(60)), "PASSED");
        telling.tell(NOW);
        Instant looked = Instant.now();
        held("a-stale", looked.plusSeconds(5), "PASSED");
        telling.tell(looked.plusSeconds(10));

        telling.tell(looked);

        assertThat(told("resilience-test-overdue:" + system + ":a-stale", 2)).hasSize(2);
    }

    @Test
    void aSystemWithoutADescriptionIsToldOfToo() throws Exception {
        held("x-gone", NOW.minus(Duration.ofDays(60)), "PASSED");

        telling.tell(NOW);

        assertThat(get("/resilience-coverage").<List<String>>path("items.status"))
                .containsExactly("RUNBOOK_GONE");
    }

    private static void together(Runnable what) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Object>> both = List.of(Executors.callable(what), Executors.callable(what));
            for (Future<Object> each : threads.invokeAll(both, LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                each.get();
            }
        }
    }

    private static List<JsonNode> told(String fingerprint, int atLeast) {
        Map<String, Object> settings = TestInfrastructure.kafkaClient();
        settings.putAll(Map.of("group.id", "dora-test-" + UUID.randomUUID(), "auto.offset.reset", "earliest"));
        List<JsonNode> told = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("belastbar.findings"));
            await().atMost(LIMIT).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> {
                    if (fingerprint.equals(message.key())) {
                        told.add(data(message.value()));
                    }
                });
                return told.size() >= atLeast;
            });
            consumer.poll(Duration.ofMillis(500)).forEach(message -> {
                if (fingerprint.equals(message.key())) {
                    told.add(data(message.value()));
                }
            });
        }
        return told;
    }

    private static JsonNode data(String body) {
        try {
            JsonNode node = JSON.readTree(body);
            return node.has("data") ? node.get("data") : node;
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }
}
