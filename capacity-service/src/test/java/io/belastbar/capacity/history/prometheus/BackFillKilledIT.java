package io.belastbar.capacity.history.prometheus;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.LeasedWorkRepository;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two replicas on one database, and the connection of the one that stores a slice is cut in the middle of it. */
@QuarkusTest
class BackFillKilledIT {
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    @Inject
    Pool pool;

    @Inject
    LeasedWorkRepository rows;

    @Inject
    FollowingRepository followed;

    @Inject
    FollowJob job;

    @ConfigProperty(name = "belastbar.targets.history-monitoring.url")
    String prometheus;

    private final String system = "killed-" + UUID.randomUUID();

    @AfterEach
    void nothingIsReadAnyMore() {
        as("engineer").delete(path(""));
    }

    @Test
    void aReplicaThatDiesWhileItStoresASliceLeavesNothingOfItAndNoneIsMissingOrTwice() throws InterruptedException {
        Workers other = new Workers(rows, pool, new SimpleMeterRegistry());
        other.start(
                followed.work(),
                WorkTerms.leased(
                                Duration.ofMinutes(2),
                                new RetryPolicy(
                                        Integer.MAX_VALUE, new BackOff(Duration.ofMillis(50), Duration.ofMillis(200))))
                        .poll(Duration.ofMillis(50)),
                job);
        SqlConnection holder = pool.getConnection().await().atMost(PATIENCE);
        try {
            // Values are stored before they are rolled up: who waits for this has stored eleven thousand, uncommitted.
            holder.query("BEGIN; LOCK TABLE history_bucket IN SHARE MODE")
                    .execute()
                    .await()
                    .atMost(PATIENCE);
            put();
            // Others wait for it too: the slice was lost when it is asked for again.
            await().atMost(PATIENCE).until(() -> {
                number("""
                        SELECT count(pg_terminate_backend(pid)) FROM pg_locks
                         WHERE relation = 'history_bucket'::regclass AND NOT granted""");
                return wholeSlices().size() > 1;
            });
        } finally {
            holder.query("ROLLBACK").execute().await().atMost(PATIENCE);
            holder.close().await().atMost(PATIENCE);
        }

        await().atMost(PATIENCE).until(() -> state().getString("series[0].state"), "FOLLOWING"::equals);
        other.stop();

        long values = mine("SELECT count(*) FROM history_point WHERE series_id = (%s)");
        assertThat(values).isBetween(28_790L, 28_810L).isEqualTo(state().getLong("series[0].points"));
        assertThat(mine("""
                        SELECT extract(epoch FROM max(at) - min(at))::bigint / 60 + 1 FROM history_point
                         WHERE series_id = (%s)""")).isEqualTo(values);
        assertThat(mine("SELECT sum(count) FROM history_bucket WHERE span = 'H' AND series_id = (%s)"))
                .isEqualTo(values);
        assertThat(mine("SELECT sum(count) FROM history_bucket WHERE span = 'D' AND series_id = (%s)"))
                .isEqualTo(values);
        // The slice that was lost was asked for once more.
        assertThat(wholeSlices()).hasSizeGreaterThan(2);
    }

    /** What was asked for of as many values as are answered at once; while none can be stored it is one slice, again and again. */
    private List<String> wholeSlices() {
        return given().get(prometheus + "/asked")
                .asString()
                .lines()
                .filter(line -> line.contains(system) && line.endsWith(" 11000"))
                .toList();
    }

    private void put() {
        as("engineer")
                .body("""
                        prometheus:
                          target: history-monitoring
                          backFill: 20d
                          every: 1h
                          series:
                            - { metric: m, query: "killed-%s", unit: GB, kind: gauge, zone: UTC, step: 1m }
                        """.formatted(system).getBytes(StandardCharsets.UTF_8))
                .put(path(""))
                .then()
                .statusCode(201);
    }

    private JsonPath state() {
        return as("viewer").get(path("/state")).then().statusCode(200).extract().jsonPath();
    }

    private long mine(String query) {
        Row row = pool.preparedQuery(query.formatted("SELECT series_id FROM history_series WHERE system = $1"))
                .execute(Tuple.of(system))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next();
        return ((Number) row.getValue(0)).longValue();
    }

    private long number(String query) {
        return pool.query(query)
                .execute()
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
    }

    private String path(String rest) {
        return "/api/v1/systems/" + system + "/history-sources" + rest;
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + role + "-token").contentType("application/yaml");
    }
}
