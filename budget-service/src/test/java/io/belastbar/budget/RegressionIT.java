package io.belastbar.budget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.series.SeriesRepository;
import io.belastbar.contracts.BudgetRegressed;
import io.belastbar.contracts.EventType;
import io.belastbar.contracts.FindingRaised;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From values to a change point, its events, and what people say of it. */
@QuarkusTest
class RegressionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    SeriesRepository series;

    @Inject
    Pool pool;

    private final String system = "s-" + UUID.randomUUID();
    private KafkaPeer kafka;

    @BeforeEach
    void join() {
        kafka = new KafkaPeer();
    }

    @AfterEach
    void leave() {
        kafka.close();
    }

    @Test
    void aSeriesThatGetsWorseIsToldOnceWithItsVersions() {
        values(100, 130);

        var changeId = changeId();

        as("viewer")
                .get("/api/v1/regressions/{id}", changeId)
                .then()
                .statusCode(200)
                .body("state", equalTo("CERTAIN"))
                .body("worse", equalTo(true))
                .body("explanation.fromVersion", equalTo("1.29"))
                .body("explanation.toVersion", equalTo("1.30"))
                .body("explanation.before.n", equalTo(30))
                .body("explanation.unit", equalTo("ms"));
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(kafka.published(EventType.BUDGET_REGRESSED, BudgetRegressed.class))
                    .filteredOn(event -> event.system().equals(system))
                    .singleElement()
                    .satisfies(event -> assertThat(event.changeId()).isEqualTo(changeId));
            assertThat(kafka.published(EventType.FINDING_RAISED, FindingRaised.class))
                    .filteredOn(event -> event.system().equals(system))
                    .singleElement()
                    .satisfies(event -> assertThat(event.fingerprint()).startsWith("regression:" + system));
        });
        as("viewer")
                .get("/api/v1/regressions/{id}/page?lang=de", changeId)
                .then()
                .statusCode(200)
                .body(containsString("davor"));
    }

    @Test
    void aSuspicionAmongRunsOrdersOneMoreRunAndRaisesNothing() {
        values("checkout", "demo", 20, 3, 100, 130);

        await().atMost(PATIENCE).untilAsserted(() -> as("viewer")
                .get("/api/v1/systems/{system}/regressions", system)
                .then()
                .body("items", hasSize(1))
                .body("items[0].state", equalTo("SUSPECTED"))
                .body("items[0].confirmationRun", containsString("run-confirm-")));
        assertOnlyALaterRegressionIsRaised();
    }

    @Test
    void anImprovementIsListedAndRaisesNothing() {
        values(130, 100);

        var changeId = changeId();

        as("viewer")
                .get("/api/v1/regressions/{id}", changeId)
                .then()
                .body("worse", equalTo(false))
                .body("state", equalTo("CERTAIN"));
        assertOnlyALaterRegressionIsRaised();
    }

    @Test
    void whatPeopleSayIsKeptAndCounted() {
        as("viewer")
                .get("/api/v1/systems/{system}/regression-quality", system)
                .then()
                .statusCode(200)
                .body("judged", equalTo(0))
                .body("note", containsString("no feedback yet"));
        values(100, 130);
        var changeId = changeId();

        decide(changeId, "{\"decision\": \"reject\", \"reason\": \"new hardware\"}")
                .then()
                .statusCode(200)
                .body("state", equalTo("REJECTED"))
                .body("decidedBy", equalTo("engineer"));

        as("viewer")
                .get("/api/v1/systems/{system}/regression-quality", system)
                .then()
                .body("judged", equalTo(1))
                .body("falseAlarmRate", equalTo(1f));
    }

    @Test
    void aDecisionThatIsNoneIsRefused() {
        values(100, 130);
        var changeId = changeId();

        decide(changeId, "{\"decision\": \"maybe\"}").then().statusCode(400);
        decide(changeId, "{\"decision\": \"move\"}").then().statusCode(400).body("errors[0].pointer", equalTo("to"));
        as("viewer")
                .contentType("application/json")
                .body("{\"decision\": \"accept\"}")
                .post("/api/v1/regressions/{id}/decision", changeId)
                .then()
                .statusCode(403);
        as("viewer").get("/api/v1/regressions/{id}", UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void aSystemWithoutChangesIsToldWhatItNeeds() {
        as("viewer")
                .get("/api/v1/systems/{system}/regressions", system)
                .then()
                .statusCode(200)
                .body("items", hasSize(0))
                .body("hint", containsString("at least 10 values"));
    }

    @Test
    void theSeriesAndTheirValuesCanBeRead() {
        values(100, 130);

        as("viewer")
                .get("/api/v1/systems/{system}/series", system)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].key.metric", equalTo("target_response_time_p95"));
        as("viewer")
                .queryParam("kind", "OPERATION")
                .queryParam("subject", "checkout")
                .queryParam("metric", "target_response_time_p95")
                .get("/api/v1/systems/{system}/series/points", system)
                .then()
                .statusCode(200)
                .body("items", hasSize(50))
                .body("items[0].labels.version", not(equalTo(null)));
    }

    /** Events are relayed in their order: when a later one has come, an earlier one would have come before. */
    private void assertOnlyALaterRegressionIsRaised() {
        values("later", SeriesKey.MEASURED, 30, 20, 100, 130);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(kafka.published(EventType.FINDING_RAISED, FindingRaised.class))
                        .filteredOn(event -> event.system().equals(system))
                        .singleElement()
                        .satisfies(event -> assertThat(event.fingerprint()).contains("later")));
    }

    private void values(double before, double after) {
        values("checkout", SeriesKey.MEASURED, 30, 20, before, after);
    }

    private void values(String operation, String scenario, int first, int then, double before, double after) {
        var key = new SeriesKey(
                system, Subject.of(SubjectKind.OPERATION, operation), "target_response_time_p95", scenario);
        var random = new Random(3);
        var start = Instant.now().minus(Duration.ofHours(60));
        for (int i = 0; i < first + then; i++) {
            var value = (i < first ? before : after) + random.nextGaussian() * 3;
            var point = new SeriesPoint(
                    start.plus(Duration.ofHours(i)), value, 1, SeriesPoint.POSTED, null, Map.of("version", "1." + i));
            series.append(pool, key, point).await().atMost(PATIENCE);
        }
    }

    private String changeId() {
        return await().atMost(PATIENCE)
                .until(
                        () -> as("viewer")
                                .get("/api/v1/systems/{system}/regressions", system)
                                .jsonPath()
                                .getString("items.find { it.state == 'CERTAIN' }.changeId"),
                        id -> id != null);
    }

    private Response decide(String changeId, String body) {
        return as("engineer")
                .contentType("application/json")
                .body(body)
                .post("/api/v1/regressions/{id}/decision", changeId);
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + role + "-token");
    }
}
