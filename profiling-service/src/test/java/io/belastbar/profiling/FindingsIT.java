package io.belastbar.profiling;

import static io.belastbar.profiling.Api.engineer;
import static io.belastbar.profiling.Api.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.Severity;
import io.belastbar.profiling.finding.Finding;
import io.belastbar.profiling.finding.FindingRepository;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FindingsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Inject
    Pool pool;

    @Inject
    OutboxRepository outbox;

    @Inject
    FindingRepository findings;

    @Inject
    MeterRegistry metrics;

    private final String system = "s" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void sameFingerprintIsOneFindingThatIsCounted() {
        raise("a");
        raise("a");

        await().atMost(PATIENCE).until(() -> occurrences() == 2);
        viewer().get("/api/v1/systems/" + system + "/findings")
                .then()
                .body("items.size()", equalTo(1))
                .body("items[0].number", startsWith("PE-"))
                .body("items[0].status", equalTo("OPEN"));
    }

    @Test
    void resolvedFindingSeenAgainIsReopened() {
        raise("b");
        await().atMost(PATIENCE).until(() -> occurrences() == 1);
        String path = "/api/v1/findings/" + number();
        String etag = viewer().get(path).header("ETag");

        patch(path, null, "RESOLVED").statusCode(428);
        patch(path, "\"stale\"", "RESOLVED").statusCode(412);
        patch(path, etag, "DONE").statusCode(400).body("errors[0].received", equalTo("DONE"));
        patch(path, etag, "RESOLVED").statusCode(200).body("status", equalTo("RESOLVED"));
        patch(path, etag, "OPEN").statusCode(412);
        raise("b");

        await().atMost(PATIENCE).until(() -> occurrences() == 2);
        viewer().get(path).then().body("status", equalTo("OPEN"));
        assertThat(published("b"))
                .containsExactly(
                        "finding.raised.v1",
                        "finding.registered.v1",
                        "finding.status-changed.v1",
                        "finding.raised.v1",
                        "finding.status-changed.v1");
        viewer().header("If-None-Match", viewer().get(path).header("ETag"))
                .get(path)
                .then()
                .statusCode(304);
    }

    @Test
    void aDecisionIsEvidenceWithWhoWhenAndWhyInEveryForm() {
        registered("k", false).await().atMost(PATIENCE);
        registered("k", false).await().atMost(PATIENCE);
        registered("k", false).await().atMost(PATIENCE);
        String path = "/api/v1/findings/" + number();
        decide(path, "{\"status\":\"ACCEPTED\",\"reason\":\"Risk taken by board\",\"until\":\"2099-12-31\"}")
                .statusCode(200)
                .body("decision.by", equalTo("engineer"))
                .body("decision.reason", equalTo("Risk taken by board"))
                .body("decision.until", equalTo("2100-01-01T00:00:00Z"));

        viewer().get(path)
                .then()
                .body("decision.reason", equalTo("Risk taken by board"))
                .body("history.kind", contains("RAISED", "SEEN_AGAIN", "STATUS_CHANGED"))
                .body("history[1].times", equalTo(2))
                .body("history[2].from", equalTo("OPEN"))
                .body("history[2].to", equalTo("ACCEPTED"))
                .body("history[2].by", equalTo("engineer"))
                .body("history[2].at", notNullValue())
                .body("history[2].reason", equalTo("Risk taken by board"));
        viewer().get("/api/v1/systems/" + system + "/findings")
                .then()
                .body("items[0].decision.by", equalTo("engineer"));
        for (String report : List.of(path, "/api/v1/systems/" + system + "/findings")) {
            viewer().get(report + "?format=md&lang=en")
                    .then()
                    .body(containsString(
                            "Open → Accepted, by engineer, holds until 1 Jan 2100, 00:00 UTC: Risk taken by board"));
            viewer().get(report + "?format=md").then().body(containsString("Offen → Akzeptiert, durch engineer"));
        }
        viewer().get("/api/v1/systems/" + system + "/findings?format=html")
                .then()
                .body(containsString("Offen → Akzeptiert, durch engineer"));
    }

    @Test
    void theHistoryIsPagedNewestFirst() {
        registered("l", false).await().atMost(PATIENCE);
        String path = "/api/v1/findings/" + number();
        patch(path, "*", "IN_PROGRESS").statusCode(200);
        patch(path, "*", "RESOLVED").statusCode(200);

        var first = viewer().get(path + "/history?limit=2").jsonPath();
        var second = viewer().get(path + "/history?limit=2&cursor=" + first.getString("nextCursor"))
                .jsonPath();

        assertThat(first.getList("items.to")).containsExactly("RESOLVED", "IN_PROGRESS");
        assertThat(second.getList("items.kind")).containsExactly("RAISED");
        assertThat(second.getString("nextCursor")).isNull();
        viewer().get(path + "/history?cursor=xyz").then().statusCode(400);
        viewer().get("/api/v1/findings/PE-999999/history").then().statusCode(404);
    }

    @Test
    void anAcceptanceThatEndedIsTold() {
        registered("m", false).await().atMost(PATIENCE);
        String path = "/api/v1/findings/" + number();
        // So short an acceptance is over, and refused, before a busy machine takes it.
        await().atMost(PATIENCE)
                .until(() -> decide(
                                        path,
                                        "{\"status\":\"ACCEPTED\",\"reason\":\"short\",\"until\":\""
                                                + Instant.now().plusMillis(1500) + "\"}")
                                .extract()
                                .statusCode()
                        == 200);

        await().atMost(PATIENCE).until(() -> "OPEN".equals(viewer().get(path).path("status")));
        viewer().get(path)
                .then()
                .body("decision.by", equalTo("profiling-service"))
                .body("decision.reason", startsWith("the acceptance ended at "))
                .body("history.to", contains(null, "ACCEPTED", "OPEN"));
        assertThat(published("m"))
                .containsExactly("finding.registered.v1", "finding.status-changed.v1", "finding.status-changed.v1");
    }

    @Test
    void whatNoDecisionCanSayIsRefused() {
        registered("n", false).await().atMost(PATIENCE);
        String path = "/api/v1/findings/" + number();

        decide(path, "{\"status\":\"ACCEPTED\",\"reason\":\"x\",\"expires\":\"2099-01-01\"}")
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/expires"))
                .body(
                        "errors[0].rule",
                        equalTo("unknown key; known here: assignee, due, reason, responsible, status, until"));
        decide(path, "{\"status\":\"ACCEPTED\",\"reason\":\"x\",\"until\":\"2020-01-01\"}")
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/until"));
        decide(path, "{\"status\":\"RESOLVED\",\"reason\":\"x\",\"until\":\"2099-01-01\"}")
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/until"));
        viewer().get(path).then().body("status", equalTo("OPEN"));
    }

    @Test
    void decisionsAndSightingsAtOnceLoseNoEntry() {
        registered("o", false).await().atMost(PATIENCE);
        String path = "/api/v1/findings/" + number();
        List<Uni<Integer>> sightings =
                IntStream.range(0, 30).mapToObj(i -> registered("o", false)).toList();

        var all = Uni.combine().all().unis(sightings).with(ArrayList::new).subscribeAsCompletionStage();
        for (int i = 0; i < 10; i++) {
            patch(path, "*", i % 2 == 0 ? "IN_PROGRESS" : "OPEN").statusCode(200);
        }
        Uni.createFrom().completionStage(all).await().atMost(PATIENCE);

        var history = viewer().get(path).jsonPath();
        assertThat(history.getList("history.position"))
                .isEqualTo(IntStream.rangeClosed(1, history.getList("history").size())
                        .boxed()
                        .toList());
        assertThat(history.<Map<String, Object>>getList("history").stream()
                        .filter(entry -> entry.get("kind").equals("STATUS_CHANGED")))
                .hasSize(10);
        assertThat(history.<Map<String, Object>>getList("history").stream()
                        .filter(entry -> entry.get("kind").equals("SEEN_AGAIN"))
                        .mapToInt(entry -> (int) entry.get("times"))
                        .sum())
                .isEqualTo(30);
    }

    @Test
    void anybodyOutsideMayRaiseAFindingOnce() {
        String body = """
                {"system": "%s", "fingerprint": "scan:%s:tls", "severity": "HIGH", "component": "api",
                 "title": "<script>alert(1)</script>", "description": "TLS 1.0 is on"}""".formatted(system, system);
        String key = UUID.randomUUID().toString();

        var first = post(body, key).statusCode(201).extract();
        post(body, key).statusCode(201).header("Location", equalTo(first.header("Location")));
        assertThat(first.header("Location")).isEqualTo("/api/v1/findings/" + first.<String>path("number"));
        assertThat(occurrences()).isEqualTo(1);
        post(body, UUID.randomUUID().toString())
                .statusCode(200)
                .body("occurrences", equalTo(2))
                .body("foundBy", equalTo("engineer"));
        post(body.replace("HIGH", "LOW"), key).statusCode(422);
        post(body.replace("\"system\": \"" + system, "\"system\": \"shop"), null)
                .statusCode(409)
                .body("detail", containsString("of system " + system));
        post(body.replace("HIGH", "URGENT"), null).statusCode(400).body("errors[0].pointer", equalTo("/severity"));
        viewer().contentType("application/json")
                .body(body)
                .post("/api/v1/findings")
                .then()
                .statusCode(403);
        viewer().get("/api/v1/systems/" + system + "/findings?format=html")
                .then()
                .body(containsString("&lt;script&gt;alert(1)"))
                .body(not(containsString("<script>alert")));
    }

    @Test
    void anEventOfASystemThatNoDoorTakesIsADeadLetterWithTheReason() {
        String cause = UUID.randomUUID().toString();
        Events.send(
                pool,
                outbox,
                FindingRaised.of(cause, "Never Heard!", "scanner")
                        .raised(Instant.now(), Severity.HIGH)
                        .component("c")
                        .title("t")
                        .build());

        await().atMost(PATIENCE).until(() -> letters(cause).size() == 1);
        assertThat(letters(cause).getFirst()).contains("must be 1 to 63 of a-z").contains("Never Heard!");
        assertThat(pool.preparedQuery("SELECT 1 FROM finding WHERE fingerprint = $1")
                        .executeAndAwait(Tuple.of(cause))
                        .size())
                .isZero();
    }

    private static List<String> letters(String key) {
        return viewer().get("/api/v1/dead-letters?limit=200")
                .jsonPath()
                .getList("items.findAll { it.key == '" + key + "' }.reason");
    }

    private static io.restassured.response.ValidatableResponse post(String body, String key) {
        var request = engineer().contentType("application/json").body(body);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.post("/api/v1/findings").then();
    }

    @Test
    void viewersMayNotDecide() {
        viewer().contentType("application/json")
                .header("If-Match", "*")
                .body("{\"status\":\"RESOLVED\"}")
                .patch("/api/v1/findings/PE-001")
                .then()
                .statusCode(403);
    }

    @Test
    void reportIsGermanUnlessEnglishIsWanted() {
        raise("c");
        await().atMost(PATIENCE).until(() -> occurrences() == 1);
        String path = "/api/v1/findings/" + number();

        viewer().accept("text/markdown")
                .get(path)
                .then()
                .statusCode(200)
                .header("Content-Language", "de")
                .body(containsString("- **Betroffene Komponente:** `GET /api/v1/employees`"));
        viewer().accept("text/markdown")
                .header("Accept-Language", "en-GB,en;q=0.8")
                .get(path)
                .then()
                .header("Content-Language", "en")
                .body(containsString("- **Affected component:** `GET /api/v1/employees`"));
    }

    @Test
    void theLanguageMayBeAParameterAndTheFormToo() {
        registered("g", false).await().atMost(PATIENCE);
        String path = "/api/v1/findings/" + number();

        viewer().header("Accept-Language", "de")
                .get(path + "?format=md&lang=en")
                .then()
                .header("Content-Language", "en")
                .body(containsString("- **Affected component:**"));
        viewer().get(path + "?format=md&lang=fr").then().statusCode(400);
        viewer().get(path + "?format=html").then().statusCode(400);
    }

    @Test
    void theFindingsOfASystemAreAPageInItsZone() {
        String list = "/api/v1/systems/" + system + "/findings";
        viewer().accept("text/html").get(list).then().body(containsString("Noch ist nichts gefunden."));
        registered("h1", false).await().atMost(PATIENCE);
        registered("h2", false).await().atMost(PATIENCE);
        patch("/api/v1/findings/" + number(), "*", "ACCEPTED").statusCode(200);
        engineer()
                .contentType("application/yaml")
                .body("system: " + system + "\nzone: Asia/Kolkata\ntargets: { http: shop-api }\n")
                .put("/api/v1/systems/" + system)
                .then()
                .statusCode(201);

        var html = viewer().get(list + "?format=html&lang=en");
        html.then()
                .statusCode(200)
                .contentType("text/html;charset=UTF-8")
                .header("Content-Language", "en")
                .body(containsString("1 finding is open, 1 of them critical or high."))
                .body(containsString("Decided: 1 finding"))
                .body(containsString(" IST"));
        viewer().header("If-None-Match", html.header("ETag"))
                .get(list + "?format=html&lang=en")
                .then()
                .statusCode(304);
        viewer().accept("text/markdown")
                .get(list)
                .then()
                .contentType("text/markdown;charset=UTF-8")
                .body(startsWith("# Findings zu " + system))
                .body(containsString("- **Betroffene Komponente:** `GET /api/v1/employees`"));
        viewer().get(list).then().contentType("application/json").body("items.size()", equalTo(2));
        viewer().get(list + "?format=pdf").then().statusCode(400);
    }

    @Test
    void numbersHaveNoGapsUnderConcurrentRegistrationAndRollback() {
        List<Uni<Integer>> registrations = IntStream.range(0, 20)
                .mapToObj(i -> registered("d" + i % 15, i % 4 == 3))
                .toList();

        Uni.combine().all().unis(registrations).with(ArrayList::new).await().atMost(PATIENCE);

        List<Integer> ordinals = new ArrayList<>();
        pool.query("SELECT ordinal FROM finding ORDER BY ordinal")
                .executeAndAwait()
                .forEach(row -> ordinals.add(row.getInteger(0)));
        assertThat(ordinals)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, ordinals.size()).boxed().toList());
    }

    @Test
    void whatIsRolledBackIsNotCounted() {
        var counter = metrics.counter("belastbar.findings.registered", "severity", "HIGH");
        double before = counter.count();

        registered("f", true).await().atMost(PATIENCE);
        registered("f", true).await().atMost(PATIENCE);
        registered("f", false).await().atMost(PATIENCE);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(counter.count()).isEqualTo(before + 1));
    }

    @Test
    void listIsPagedNewestFirst() {
        IntStream.range(0, 3).forEach(i -> registered("e" + i, false).await().atMost(PATIENCE));
        String path = "/api/v1/systems/" + system + "/findings?limit=2";

        var first = viewer().get(path).jsonPath();
        var second =
                viewer().get(path + "&cursor=" + first.getString("nextCursor")).jsonPath();

        assertThat(first.getList("items.title")).containsExactly("e2", "e1");
        assertThat(second.getList("items.title")).containsExactly("e0");
        assertThat(second.getString("nextCursor")).isNull();
        viewer().get(path + "&status=RESOLVED").then().body("items.size()", equalTo(0));
        viewer().get(path + "&status=GONE").then().statusCode(400);
        viewer().get(path + "&cursor=xyz").then().statusCode(400);
    }

    @Test
    void unknownFindingIsNotFound() {
        viewer().get("/api/v1/findings/PE-999999").then().statusCode(404);
    }

    private Uni<Integer> registered(String cause, boolean rollBack) {
        return pool.withTransaction(tx -> findings.register(tx, raised(cause), Instant.now())
                        .map(Finding::occurrences)
                        .invoke(() -> {
                            if (rollBack) {
                                throw new IllegalStateException("rolled back on purpose");
                            }
                        }))
                .onFailure(IllegalStateException.class)
                .recoverWithItem(0);
    }

    private void raise(String cause) {
        Events.send(pool, outbox, raised(cause));
    }

    private FindingRaised raised(String cause) {
        return FindingRaised.of("budget:" + system + ":" + cause, system, "budget-service")
                .raised(Instant.now(), Severity.HIGH)
                .component("GET /api/v1/employees")
                .title(cause)
                .description("p95 above the limit")
                .recommendedMeasures(List.of("Look at the slowest statement"))
                .evidence(Map.of("runId", "r1"))
                .build();
    }

    /** The types of the events about a cause, in the order in which they were written. */
    private List<String> published(String cause) {
        List<String> types = new ArrayList<>();
        pool.preparedQuery("SELECT headers ->> 'ce_type' FROM outbox_event WHERE key = $1 ORDER BY sequence")
                .executeAndAwait(Tuple.of("budget:" + system + ":" + cause))
                .forEach(row -> types.add(row.getString(0)));
        return types;
    }

    private int occurrences() {
        return viewer()
                .get("/api/v1/systems/" + system + "/findings")
                .jsonPath()
                .getList("items.occurrences", Integer.class)
                .stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private String number() {
        return viewer().get("/api/v1/systems/" + system + "/findings")
                .jsonPath()
                .getString("items[0].number");
    }

    private static io.restassured.response.ValidatableResponse decide(String path, String body) {
        return engineer()
                .contentType("application/json")
                .header("If-Match", "*")
                .body(body)
                .patch(path)
                .then();
    }

    private static io.restassured.response.ValidatableResponse patch(String path, String ifMatch, String status) {
        var request =
                engineer().contentType("application/json").body(Map.of("status", status, "reason", "index is there"));
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.patch(path).then();
    }
}
