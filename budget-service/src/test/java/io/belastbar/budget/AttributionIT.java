package io.belastbar.budget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.budget.evaluation.Runs;
import io.belastbar.contracts.BreakerStatus;
import io.belastbar.contracts.CircuitBreakerTransitioned;
import io.belastbar.contracts.EventData;
import io.belastbar.contracts.GameDayStep;
import io.belastbar.contracts.RunVerdict;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a run showed while its dependency was in trouble is told apart from what it showed otherwise. */
@QuarkusTest
class AttributionIT {

    private static final String OFFERS = "POST /api/v1/angebote";
    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

    @ConfigProperty(name = "belastbar.url.loadtest")
    URI loadtest;

    @Inject
    ObjectMapper json;

    @Inject
    Pool pool;

    private final String breaker = "insurer-" + UUID.randomUUID();
    private final String system = "s-" + UUID.randomUUID();
    private final String runId = UUID.randomUUID().toString();
    private KafkaPeer kafka;

    @BeforeEach
    void join() {
        kafka = new KafkaPeer();
        given().header("Authorization", "Bearer engineer-token")
                .contentType("application/yaml")
                .body(budget().getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/{system}/budget", system)
                .then()
                .statusCode(201);
    }

    private String budget() {
        return """
                endpoints:
                  "%s": { target_error_rate: 1%% }
                  "GET /api/v1/employees": { target_response_time_p95: 1s }
                dependencies:
                  %s: { endpoints: ["%s"], target: %s-target }
                """.formatted(OFFERS, breaker, OFFERS, breaker);
    }

    @AfterEach
    void leave() {
        kafka.close();
    }

    @Test
    void whileTheBreakerWasOpenTheErrorsAreTheDependencys() throws Exception {
        loadtestKnowsTheRest();
        publish(transition(BreakerStatus.CLOSED, BreakerStatus.OPEN, 10));
        publish(transition(BreakerStatus.OPEN, BreakerStatus.HALF_OPEN, 25));

        finishRun();

        evaluation()
                .body("verdict", equalTo("FAIL"))
                .body("objectives[0].verdict", equalTo("FAIL"))
                .body("objectives[0].withoutDependency.dependencies", contains(breaker))
                .body("objectives[0].withoutDependency.verdict", equalTo("PASS"))
                .body("objectives[0].withoutDependency.samples", equalTo(2_000))
                .body("objectives[0].withoutDependency.reason", containsString("without the 15 s"))
                .body("objectives[0].withoutDependency.reasonGerman", containsString("ohne die 15 s"))
                .body("objectives[1].withoutDependency", nullValue());
    }

    @Test
    void aGameDayThatSlowsTheTargetDownCountsToo() throws Exception {
        loadtestKnowsTheRest();
        publish(new GameDayStep(
                UUID.randomUUID().toString(),
                system,
                1,
                "insurer-latency",
                "INJECTED",
                breaker + "-target",
                START.plusSeconds(20),
                "operator",
                Map.of("deadline", START.plusSeconds(35).toString())));

        finishRun();

        evaluation()
                .body("objectives[0].withoutDependency.verdict", equalTo("PASS"))
                .body("objectives[0].withoutDependency.reason", containsString("was slow"));
    }

    /** Of two faults of one game day at one target the first is over early: what was cleared is that one. */
    @Test
    void theFaultsOfAGameDayBeginAndEndEachByItself() {
        String gameDay = UUID.randomUUID().toString();
        String one = UUID.randomUUID().toString();
        String two = UUID.randomUUID().toString();
        publish(step(gameDay, 1, "INJECTED", 5, Map.of("faultId", one, "deadline", second(40))));
        publish(step(gameDay, 2, "INJECTED", 10, Map.of("faultId", two, "deadline", second(25))));
        publish(step(gameDay, 3, "CLEARED", 12, Map.of("faultId", one)));

        awaitTrouble("5 to 12, ended", "10 to 25");
    }

    /** What older instances tell: a fault is a game day, and names no fault. */
    @Test
    void aStepThatNamesNoFaultIsPairedByItsGameDay() {
        String gameDay = UUID.randomUUID().toString();
        publish(step(gameDay, 1, "INJECTED", 10, Map.of("deadline", second(40))));
        publish(step(gameDay, 2, "EXPIRED", 25, Map.of()));

        awaitTrouble("10 to 25, ended");
    }

    private void awaitTrouble(String... spans) {
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(pool
                        .preparedQuery("""
                        SELECT extract(epoch FROM from_at - $2)::int || ' to ' || extract(epoch FROM to_at - $2)::int
                               || CASE WHEN ended THEN ', ended' ELSE '' END
                          FROM dependency_trouble WHERE name = $1 ORDER BY from_at""")
                        .mapping(row -> row.getString(0))
                        .executeAndAwait(Tuple.of(breaker + "-target", START.atOffset(ZoneOffset.UTC)))
                        .stream())
                .containsExactly(spans));
    }

    private GameDayStep step(String gameDay, int sequence, String phase, int second, Map<String, String> details) {
        return new GameDayStep(
                gameDay,
                system,
                sequence,
                "proxy-toxic",
                phase,
                breaker + "-target",
                START.plusSeconds(second),
                "operator",
                details);
    }

    private static String second(int second) {
        return START.plusSeconds(second).toString();
    }

    @Test
    void whenLoadtestServiceDoesNotKnowTheRestTheReasonIsTold() {
        publish(transition(BreakerStatus.CLOSED, BreakerStatus.OPEN, 10));

        finishRun();

        evaluation()
                .body("objectives[0].verdict", equalTo("FAIL"))
                .body("objectives[0].withoutDependency.verdict", equalTo("NO_DATA"))
                .body("objectives[0].withoutDependency.reason", containsString("answered with status 404"));
    }

    @Test
    void aDependencyThatWasWellIsNotMentioned() {
        finishRun();

        evaluation().body("objectives[0].withoutDependency", nullValue());
    }

    private CircuitBreakerTransitioned transition(BreakerStatus from, BreakerStatus to, int second) {
        var at = START.plusSeconds(second);
        var retry = to == BreakerStatus.OPEN ? at.plusSeconds(30) : null;
        return new CircuitBreakerTransitioned(breaker, "smartbav-1", from, to, 5, 5, at, retry);
    }

    private void publish(EventData event) {
        kafka.publish(UUID.randomUUID().toString(), event);
    }

    private void finishRun() {
        publish(Runs.inSystem(
                system,
                Runs.run(
                        runId,
                        RunVerdict.PASSED,
                        Runs.measured(OFFERS, 2_500, 400, i -> 100),
                        Runs.measured("GET /api/v1/employees", 500, 0, i -> 100))));
    }

    private void loadtestKnowsTheRest() throws Exception {
        var rest = Map.of("secondsLeftOut", 15, "endpoints", List.of(Runs.measured(OFFERS, 2_000, 0, i -> 100)));
        try (var http = HttpClient.newHttpClient()) {
            var put = HttpRequest.newBuilder(loadtest.resolve("/api/v1/test-runs/" + runId + "/endpoints"))
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(rest)))
                    .build();
            http.send(put, HttpResponse.BodyHandlers.discarding());
        }
    }

    private ValidatableResponse evaluation() {
        return await().atMost(Duration.ofSeconds(120))
                .until(
                        () -> given().header("Authorization", "Bearer viewer-token")
                                .get("/api/v1/test-runs/{runId}/evaluation", runId),
                        response -> response.statusCode() == 200)
                .then();
    }
}
