package io.belastbar.profiling;

import static io.belastbar.profiling.Api.engineer;
import static io.belastbar.profiling.Api.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
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
    private static final Duration PATIENCE = Duration.ofSeconds(30);

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

    private static io.restassured.response.ValidatableResponse patch(String path, String ifMatch, String status) {
        var request =
                engineer().contentType("application/json").body(Map.of("status", status, "reason", "index is there"));
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.patch(path).then();
    }
}
