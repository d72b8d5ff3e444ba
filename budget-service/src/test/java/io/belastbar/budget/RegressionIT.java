package io.belastbar.budget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.NewsRepository;
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
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From values to a change point, its events, and what people say of it. */
@QuarkusTest
class RegressionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Instant START = Instant.now().minus(Duration.ofDays(4)).truncatedTo(ChronoUnit.SECONDS);

    @Inject
    SeriesRepository series;

    @Inject
    NewsRepository news;

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
    void aSuspicionAmongRunsOrdersOneMoreRunUntilTheOrderIsTakenAndRaisesNothing() {
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
                .body("decidedBy", equalTo("engineer"))
                .body("decidedAt", notNullValue())
                .body("reason", equalTo("new hardware"));
        as("viewer")
                .get("/api/v1/regressions/{id}/page", changeId)
                .then()
                .body(containsString(" by engineer, "))
                .body(containsString(": new hardware"));
        as("auditor")
                .get("/api/v1/audit?object={id}", changeId)
                .then()
                .body("items.action", contains("reject change"))
                .body("items.principal", contains("engineer"))
                .body("items.detail", contains(system + ": new hardware"));

        as("viewer")
                .get("/api/v1/systems/{system}/regression-quality", system)
                .then()
                .body("judged", equalTo(1))
                .body("falseAlarmRate", equalTo(1f));
    }

    @Test
    void moreSeriesThanOneRoundTakesAreAllLookedAt() {
        var points = new ArrayList<Map.Entry<SeriesKey, SeriesPoint>>();
        int many = NewsRepository.SERIES_MAX + 30;
        for (int one = 0; one < many; one++) {
            var key = new SeriesKey(
                    system,
                    Subject.of(SubjectKind.OPERATION, "op" + one),
                    "target_response_time_p95",
                    SeriesKey.MEASURED);
            step(30, 20, 100, 130).forEach(point -> points.add(Map.entry(key, point)));
        }

        pool.withTransaction(transaction -> series.append(transaction, points))
                .await()
                .atMost(PATIENCE);

        await().atMost(PATIENCE.multipliedBy(3))
                .untilAsserted(() -> assertThat(count("""
                        SELECT count(DISTINCT series_id) FROM change_point WHERE state = 'CERTAIN' AND system = $1""")).isEqualTo(many));
    }

    /** Its values have lower numbers than some that were looked at before it committed, by more than any overlap. */
    @Test
    void valuesThatAreCommittedLateAreLookedAt() {
        var late = key("late", SeriesKey.MEASURED);
        var connection = pool.getConnection().await().atMost(PATIENCE);
        try {
            var transaction = connection.begin().await().atMost(PATIENCE);
            series.append(
                            connection,
                            step(30, 20, 100, 130).stream()
                                    .map(point -> Map.entry(late, point))
                                    .toList())
                    .await()
                    .atMost(PATIENCE);
            for (int one = 0; one < 4; one++) {
                append(key("early" + one, SeriesKey.MEASURED), step(30, 20, 100, 130));
            }
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(count("""
                            SELECT count(*) FROM change_point WHERE system = $1""")).isEqualTo(4));

            transaction.commit().await().atMost(PATIENCE);
        } finally {
            connection.close().await().atMost(PATIENCE);
        }

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(count("""
                        SELECT count(*) FROM change_point JOIN series USING (series_id)
                         WHERE change_point.system = $1 AND subject = 'late'""")).isEqualTo(1));
    }

    @Test
    void aBranchAlarmsNobodyAndTestbedsAreApart() {
        var subject = Subject.of(SubjectKind.OPERATION, "checkout");
        var metric = "target_response_time_p95";
        append(
                new SeriesKey(system, subject, metric, "", "feature", SeriesKey.DEFAULT_TESTBED),
                step(30, 20, 100, 130));
        append(new SeriesKey(system, subject, metric, "", SeriesKey.MAIN, "here"), step(50, 0, 100, 100));
        append(new SeriesKey(system, subject, metric, "", SeriesKey.MAIN, "there"), step(30, 20, 100, 130));

        var changeId = changeId();

        as("viewer")
                .get("/api/v1/regressions/{id}", changeId)
                .then()
                .body("series.branch", equalTo("main"))
                .body("series.testbed", equalTo("there"))
                .body("kind", equalTo("STEP"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(count("""
                        SELECT count(*) FROM series_news JOIN series USING (series_id) WHERE system = $1""")).isZero());
        assertThat(count("SELECT count(*) FROM change_point WHERE system = $1")).isEqualTo(1);
    }

    @Test
    void whatFadedAndComesBackIsStoredAndTold() {
        values("checkout", SeriesKey.MEASURED, 30, 20, 100, 130);
        var changeId = changeId();
        // As a look would have left it when later values had spoken against it.
        pool.preparedQuery("UPDATE change_point SET state = 'FADED' WHERE change_id = $1")
                .execute(Tuple.of(UUID.fromString(changeId)))
                .await()
                .atMost(PATIENCE);

        append(key("checkout", SeriesKey.MEASURED), List.of(at(51, 130)));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(kafka.published(EventType.BUDGET_REGRESSED, BudgetRegressed.class))
                        .filteredOn(event -> event.system().equals(system))
                        .hasSize(2)
                        .allMatch(event -> event.changeId().equals(changeId)));
        assertThat(count("SELECT count(*) FROM change_point WHERE system = $1")).isEqualTo(1);
    }

    @Test
    void aMoveOntoAnotherChangeIsAConflict() {
        append(key("checkout", SeriesKey.MEASURED), step(30, 30, 100, 130));
        var first = changeId();
        var later = IntStream.range(60, 90).mapToObj(i -> at(i, 200 + i % 5)).toList();
        append(key("checkout", SeriesKey.MEASURED), later);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(count("""
                        SELECT count(*) FROM change_point WHERE state = 'CERTAIN' AND system = $1""")).isEqualTo(2));
        var second = as("viewer")
                .get("/api/v1/systems/{system}/regressions", system)
                .jsonPath()
                .getString("items.find { it.changeId != '" + first + "' }.at");

        decide(first, "{\"decision\": \"move\", \"to\": \"" + second + "\"}")
                .then()
                .statusCode(409)
                .body("detail", containsString("another change of this series is known at " + second));
        decide(first, "{\"decision\": \"move\", \"to\": \"" + START.plus(Duration.ofHours(31)) + "\"}")
                .then()
                .statusCode(200)
                .body("state", equalTo("MOVED"));
    }

    @Test
    void whatPrometheusTellsIsSoughtByDays() {
        var key = key("checkout", SeriesKey.MEASURED);
        var midnight = START.truncatedTo(ChronoUnit.DAYS);
        var points = new ArrayList<SeriesPoint>();
        for (int day = 0; day < 3; day++) {
            for (int i = 0; i < 100; i++) {
                points.add(new SeriesPoint(
                        midnight.plus(Duration.ofDays(day).plusSeconds(30L * i)),
                        100 * day + i,
                        1,
                        SeriesPoint.PROMETHEUS,
                        null,
                        Map.of()));
            }
        }
        append(key, points);

        var today = news.moments(key, midnight.plus(Duration.ofDays(2)).plusSeconds(60))
                .await()
                .atMost(PATIENCE);

        assertThat(today).extracting(SeriesPoint::value).containsExactly(49.5, 149.5);
        assertThat(today).extracting(SeriesPoint::samples).containsOnly(100L);
    }

    @Test
    void samplesOfOneSecondAreOneValue() {
        var key = key("checkout", SeriesKey.MEASURED);
        append(key, List.of(at(0, 3), at(0, 9), at(0, 4), at(1, 8)));

        var moments = news.moments(key, Instant.now()).await().atMost(PATIENCE);

        assertThat(moments).extracting(SeriesPoint::value).containsExactly(4.0, 8.0);
        assertThat(moments).extracting(SeriesPoint::samples).containsExactly(3L, 1L);
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
        append(key(operation, scenario), step(first, then, before, after));
    }

    private SeriesKey key(String operation, String scenario) {
        return new SeriesKey(
                system, Subject.of(SubjectKind.OPERATION, operation), "target_response_time_p95", scenario);
    }

    private void append(SeriesKey key, List<SeriesPoint> points) {
        series.append(pool, points.stream().map(point -> Map.entry(key, point)).toList())
                .await()
                .atMost(PATIENCE);
    }

    private static List<SeriesPoint> step(int first, int then, double before, double after) {
        var random = new Random(3);
        return IntStream.range(0, first + then)
                .mapToObj(i -> at(i, (i < first ? before : after) + random.nextGaussian() * 3))
                .toList();
    }

    private static SeriesPoint at(int hour, double value) {
        return new SeriesPoint(
                START.plus(Duration.ofHours(hour)), value, 1, SeriesPoint.POSTED, null, Map.of("version", "1." + hour));
    }

    private long count(String sql) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(system))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
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
