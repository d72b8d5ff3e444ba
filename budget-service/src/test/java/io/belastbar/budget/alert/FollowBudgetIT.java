package io.belastbar.budget.alert;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.equalTo;

import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.series.SeriesRepository;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** A budget that alerts begin to follow while values wait to be looked at: each value is one, whoever looks first. */
@QuarkusTest
class FollowBudgetIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String PROMISE = "operations: { pay: { target_response_time_p95: 300ms } }";

    @Inject
    FollowBudget promises;

    @Inject
    SeriesRepository series;

    @Inject
    Pool pool;

    private final String system = "s-" + UUID.randomUUID();
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(600);

    @Test
    void aValueThatComesWithItsPromiseIsNoTwoInARow() {
        promise(PROMISE);

        collected(0, 400);
        promises.follow(system);

        awaitAlert("OK after 1 worse");
    }

    @Test
    void aValueThatComesWithTheNextVersionIsNoTwoInARow() {
        promise(PROMISE);
        collected(0, 100);
        awaitAlert("OK after 0 worse");
        promise(PROMISE + "\npipelines: { build: { target_duration: 10min } }");

        collected(30, 400);
        promises.follow(system);

        awaitAlert("OK after 1 worse");
    }

    @Test
    void aValueThatBroughtNothingYetIsHeldAgainstTheNextLimit() {
        promise("operations: { pay: { target_response_time_p95: 500ms } }");
        collected(0, 400);
        collected(30, 400);
        awaitAlert("OK after 0 worse");
        promise(PROMISE);

        collected(60, 450);
        promises.follow(system);

        awaitAlert("CRITICAL after 0 worse");
    }

    /** What two scrapes would raise, and one does not. */
    private void collected(int second, double millis) {
        var key = new SeriesKey(
                system, Subject.of(SubjectKind.OPERATION, "pay"), "target_response_time_p95", SeriesKey.MEASURED);
        var point = new SeriesPoint(start.plusSeconds(second), millis, 0, SeriesPoint.PROMETHEUS, null, Map.of());
        series.append(pool, key, point).await().atMost(PATIENCE);
    }

    /** Where the alert stands once every value was looked at and the newest version is followed. */
    private void awaitAlert(String expected) {
        await().atMost(PATIENCE).until(() -> rows("""
                        SELECT 'waits' FROM alert_value JOIN series_point USING (point_id) JOIN series USING (series_id)
                         WHERE system = $1""").isEmpty());
        promises.follow(system);
        assertThat(rows("SELECT status || ' after ' || worse_values || ' worse' FROM alert WHERE system = $1"))
                .containsExactly(expected);
    }

    private List<String> rows(String sql) {
        var rows = pool.preparedQuery(sql).execute(Tuple.of(system)).await().atMost(PATIENCE);
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getString(0))
                .toList();
    }

    private void promise(String budget) {
        given().header("Authorization", "Bearer engineer-token")
                .contentType("application/yaml")
                .body(budget.getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/{system}/budget", system)
                .then()
                .statusCode(anyOf(equalTo(200), equalTo(201)));
    }
}
