package io.belastbar.capacity.history.peer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.belastbar.capacity.history.HistoryRepository;
import io.belastbar.capacity.history.Measure;
import io.belastbar.capacity.history.StoredSeries;
import io.belastbar.capacity.history.peer.BudgetSeriesClient.Away;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PeerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Inject
    ReadPeerSystem peer;

    @Inject
    HistoryRepository history;

    private static final String UTILIZATION = "database.connections.utilization";

    private final String system = "peer-" + UUID.randomUUID();

    @Test
    void whatBudgetServiceHoldsIsReadPageByPageAndOnce() {
        var first = read();
        var second = read();

        assertThat(first).isEqualTo(new PeerTally(15, List.of()));
        assertThat(second).isEqualTo(first);
        var series = history.list(system).await().atMost(PATIENCE);
        assertThat(series)
                .extracting(StoredSeries::metric, StoredSeries::unit)
                .containsExactly(
                        tuple("GET:api:v1:employees.response_time_p95", "ms"),
                        tuple("budget-service.http-etag.hit_ratio", "%"),
                        tuple(UTILIZATION, "%"),
                        tuple(UTILIZATION + ".peak", "%"),
                        tuple("database.size", "B"),
                        tuple("database.size.count", "count"),
                        tuple("login.error_rate", "%"),
                        tuple("login.throughput", "1/s"),
                        tuple("portfolio_data.event_rate", "1/s"),
                        tuple("pr.duration", "ms"),
                        tuple("replica.lag_sustained", "ms"),
                        tuple("select.query_time_avg", "ms"),
                        tuple("select.transaction_time_p999", "ms"),
                        tuple("tasks.count", "count"));
        assertThat(series).extracting(StoredSeries::source).containsOnly("budget-service");
        var grid = history.read(
                        series.get(2),
                        Instant.EPOCH,
                        Instant.parse("2026-11-02T00:00:00Z"),
                        Duration.ofMinutes(1),
                        Measure.MEAN)
                .await()
                .atMost(PATIENCE);
        assertThat(grid.start()).isEqualTo(Instant.parse("2026-11-01T00:00:00Z"));
        assertThat(grid.values()).hasSize(400).startsWith(49.75).endsWith(0.0).doesNotContain(Double.NaN);

        // From now on it has a history, so that the job looks after it.
        await().atMost(PATIENCE)
                .until(() -> history.systems().await().atMost(PATIENCE).contains(system));
    }

    @Test
    void whatCannotBeAddedIsCountedRoundAfterRound() {
        given().auth()
                .preemptive()
                .oauth2("engineer-token")
                .contentType("application/json")
                .body(
                        "{\"metric\":\"database.size\",\"unit\":\"ms\",\"points\":[{\"at\":\"2026-11-01T00:00:00Z\",\"value\":1}]}")
                .post("/api/v1/systems/{system}/series", system)
                .then()
                .statusCode(201);

        assertThat(read().leftOut()).containsExactly("database.size target_size");
        assertThat(read()).isEqualTo(new PeerTally(14, List.of("database.size target_size")));
    }

    /** On a busy machine a service is away for a moment, and the job comes again. */
    private PeerTally read() {
        return await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(Away.class)
                .until(() -> peer.read(system), tally -> true);
    }
}
