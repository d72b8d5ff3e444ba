package io.belastbar.chaos.record.handover;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.belastbar.chaos.record.GameDayRecord;
import io.belastbar.chaos.record.action.ConcludeGameDay;
import io.belastbar.resilience.record.RecordEntry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a game day showed, over HTTP: its report, its files, its action items and their findings. */
@QuarkusTest
class ReportIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Instant AT = Instant.parse("2025-03-15T09:00:00Z");

    @Inject
    Pool pool;

    @Inject
    GameDayRecord record;

    @Inject
    ConcludeGameDay conclusion;

    private final String system = "reports-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void reportIsGivenInEachFormAndLanguageAndNotSentAgain() {
        UUID day = held("db-down", 0, "FAILED", missed("alert | \"<b>\""));

        as("viewer")
                .get(report(day))
                .then()
                .statusCode(200)
                .body("outcome", equalTo("FAILED"), "mustImprove", hasSize(1));
        as("viewer")
                .accept("text/html")
                .header("Accept-Language", "de-AT,en;q=0.5")
                .get(report(day))
                .then()
                .statusCode(200)
                .header("Content-Language", "de")
                .body(containsString("NICHT BESTANDEN"), not(containsString("<b>")));
        as("viewer")
                .get(report(day) + ".html?language=en")
                .then()
                .statusCode(200)
                .body(containsString("FAILED"));
        String tag = as("viewer")
                .get(report(day) + ".md?lang=de")
                .then()
                .statusCode(200)
                .body(containsString("Was verbessert werden muss"))
                .extract()
                .header("ETag");
        as("viewer")
                .header("If-None-Match", tag)
                .get(report(day) + ".md?lang=de")
                .then()
                .statusCode(304);
        as("viewer").get(report(day) + "?format=pdf").then().statusCode(400);
        as("viewer").get(report(day) + "?lang=fr").then().statusCode(400);
        as("viewer").get(report(UUID.randomUUID())).then().statusCode(404);
    }

    @Test
    void eachGameDayHasItsFindingFileCountedByItsDate() {
        held("a", 0, "PASSED");
        held("b", 3_600, "FAILED", missed("alert"));
        held("c", 86_400, "PASSED");

        List<String> paths = as("auditor").get(deliverables("")).jsonPath().getList("items.path");

        assertThat(paths)
                .contains(
                        "2025-03-15-gameday-1.md",
                        "2025-03-15-gameday-2.md",
                        "2025-03-16-gameday-1.md",
                        "gameday-runbook-executed-2025-03-16.md");
        as("auditor")
                .get(deliverables("/2025-03-15-gameday-2.md?lang=de"))
                .then()
                .statusCode(200)
                .body(containsString("Game Day 2 seines Tages"), containsString("alert"));
        as("auditor").get(deliverables("/2025-03-15-gameday-3.md")).then().statusCode(404);
    }

    @Test
    void whatFailedIsAFindingUntilARepeatIsRight() {
        UUID first = held("db-down", 0, "FAILED", missed("alert"), met("breaker"));
        UUID second = held("db-down", 60, "FAILED", missed("alert"));

        as("viewer")
                .get(items("?state=open"))
                .then()
                .statusCode(200)
                .body("items", hasSize(1), "items[0].gameDays", hasSize(2), "items[0].overdue", equalTo(true));
        UUID third = held("db-down", 120, "PASSED", met("alert"));

        as("viewer").get(items("?state=open")).then().body("items", hasSize(0));
        as("viewer").get(items("?state=all")).then().body("items[0].closedBy", equalTo(third.toString()));
        as("viewer").get(report(first)).then().body("actionItems[0].open", equalTo(false));
        assertThat(told("game-day:" + system + ":db-down:expectation:alert"))
                .containsExactly("finding.raised.v1", "finding.raised.v1", "finding.resolved.v1");
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void actionItemByHandIsAnEntryAFindingAndClosedByARepeat() {
        UUID day = held("db-down", 0, "PASSED");
        String due = LocalDate.now(ZoneOffset.UTC).plusDays(30).toString();
        String body = "{\"text\":\"Index für „Größe“ | <script>\",\"owner\":\"Ana\",\"due\":\"" + due + "\"}";

        String id = add("engineer", day, body)
                .statusCode(201)
                .body("retest", equalTo("db-down"))
                .extract()
                .path("id");

        add("operator", day, body).statusCode(409);
        add("viewer", day, body).statusCode(403);
        as("viewer").get(items("?state=overdue")).then().body("items", hasSize(0));
        as("viewer")
                .get(report(day) + ".html")
                .then()
                .body(containsString("Index für"), not(containsString("<script>")));
        as("auditor")
                .get("/api/v1/game-days/" + day + "/record/verification")
                .then()
                .body("verifies", equalTo(true));
        held("db-down", 60, "PASSED");
        assertThat(told("game-day-action:" + system + ":" + id))
                .containsExactly("finding.raised.v1", "finding.resolved.v1");
    }

    @Test
    void badActionItemIsRefusedWithEveryFaultAndNothingIsStored() {
        UUID day = held("db-down", 0, "PASSED");

        add(
                        "operator",
                        day,
                        "{\"text\":\"\",\"owner\":\"x\",\"due\":\"2020-01-01\",\"retest\":\"No Runbook\",\"more\":1}")
                .statusCode(400)
                .body("errors", hasSize(4));
        add("operator", day, "{\"text\":\"a\",\"owner\":\"x\",\"due\":\"tomorrow\"}")
                .statusCode(400);
        add("operator", day, "{\"text\":\"a\\u0000b\",\"owner\":\"x\",\"due\":\"2999-01-01\"}")
                .statusCode(400);
        add("operator", UUID.randomUUID(), "{\"text\":\"a\",\"owner\":\"x\",\"due\":\"tomorrow\"}")
                .statusCode(404);
        as("viewer").get(items("?state=some")).then().statusCode(400);
        as("viewer").get(items("")).then().body("items", hasSize(0));
    }

    @Test
    void gameDayUnderWayAndOneThatWasAbortedAtOnceHaveAReport() {
        UUID running = UUID.randomUUID();
        append(running, started("db-down", AT));
        UUID aborted = held("db-down", 60, "ABORTED");

        as("viewer").get(report(running) + ".html").then().statusCode(200).body(containsString("under way"));
        as("viewer").get(report(aborted) + ".md").then().statusCode(200).body(containsString("ABORTED"));
        as("viewer").get(items("")).then().body("items", hasSize(0));
    }

    @Test
    void itemsPageByCursor() {
        held("db-down", 0, "FAILED", missed("a"), missed("b"), missed("c"));

        String cursor = as("viewer")
                .get(items("?limit=2"))
                .then()
                .body("items", hasSize(2))
                .extract()
                .path("nextCursor");

        as("viewer").get(items("?limit=2&cursor=" + cursor)).then().body("items", hasSize(1));
        as("auditor")
                .get(deliverables("/post-gameday-action-items.md"))
                .then()
                .body(startsWith("# Action items"), containsString("OVERDUE"));
        as("viewer").get(report(UUID.randomUUID())).then().body("$", not(hasItem("items")));
    }

    private UUID held(String runbook, long after, String outcome, RecordEntry... entries) {
        UUID day = UUID.randomUUID();
        append(day, started(runbook, AT.plusSeconds(after)));
        for (RecordEntry entry : entries) {
            append(day, entry);
        }
        var end = new RecordEntry(
                RecordEntry.FINISHED, AT.plusSeconds(after + 30), "game-day", Map.of("outcome", outcome));
        pool.withTransaction(transaction -> conclusion.after(transaction, day, true, telling -> end(telling, day, end)))
                .await()
                .atMost(LIMIT);
        return day;
    }

    private Uni<Void> end(SqlConnection transaction, UUID day, RecordEntry end) {
        return record.append(transaction, day, end)
                .chain(() -> record.seal(transaction, day))
                .replaceWithVoid();
    }

    private RecordEntry started(String runbook, Instant at) {
        Map<String, Object> plan =
                new TreeMap<>(Map.of("system", system, "runbook", runbook, "rtoTargetMs", 1_800_000));
        return new RecordEntry(RecordEntry.STARTED, at, "operator", plan);
    }

    private static RecordEntry missed(String subject) {
        return new RecordEntry("EXPECTATION_MISSED", AT, "game-day", Map.of("subject", subject, "measured", "180 s"));
    }

    private static RecordEntry met(String subject) {
        return new RecordEntry("EXPECTATION_MET", AT, "game-day", Map.of("subject", subject));
    }

    private void append(UUID day, RecordEntry entry) {
        pool.withTransaction(transaction -> record.append(transaction, day, entry))
                .await()
                .atMost(LIMIT);
    }

    /** Types of what the outbox has of a finding, in order. */
    private List<String> told(String fingerprint) {
        return pool
                .preparedQuery("SELECT headers ->> 'ce_type' FROM outbox_event WHERE key = $1 ORDER BY sequence")
                .executeAndAwait(Tuple.of(fingerprint))
                .stream()
                .map(row -> row.getString(0).replace("io.belastbar.", ""))
                .toList();
    }

    private static io.restassured.response.ValidatableResponse add(String role, UUID day, String body) {
        return as(role).contentType("application/json")
                .body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/api/v1/game-days/" + day + "/action-items")
                .then();
    }

    private static String report(UUID day) {
        return "/api/v1/game-days/" + day + "/report";
    }

    private String items(String query) {
        return "/api/v1/systems/" + system + "/action-items" + query;
    }

    private String deliverables(String file) {
        return "/api/v1/systems/" + system + "/deliverables" + file;
    }

    private static RequestSpecification as(String role) {
        return given().auth().preemptive().oauth2(role + "-token");
    }
}
