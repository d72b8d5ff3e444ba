package io.belastbar.capacity.history.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.capacity.history.HistoryRepository;
import io.belastbar.capacity.history.Measure;
import io.belastbar.capacity.history.StoredSeries;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PeerIT {

    @Inject
    ReadPeerSystem peer;

    @Inject
    HistoryRepository history;

    private final String system = "peer-" + UUID.randomUUID();

    @Test
    void whatBudgetServiceHoldsIsReadPageByPageAndOnce() throws Exception {
        peer.read(system);
        peer.read(system);

        var series = history.list(system).await().indefinitely();
        assertThat(series)
                .extracting(StoredSeries::metric)
                .containsExactly("GET:api:v1:employees.response_time_p95", "database.connections.utilization");
        assertThat(series).extracting(StoredSeries::unit).containsExactly("ms", "%");
        assertThat(series).extracting(StoredSeries::source).containsOnly("budget-service");
        var grid = history.read(
                        series.get(1),
                        Instant.EPOCH,
                        Instant.parse("2026-11-02T00:00:00Z"),
                        Duration.ofMinutes(1),
                        Measure.MEAN)
                .await()
                .indefinitely();
        assertThat(grid.start()).isEqualTo(Instant.parse("2026-11-01T00:00:00Z"));
        assertThat(grid.values()).hasSize(400).startsWith(49.75).endsWith(0.0).doesNotContain(Double.NaN);

        // From now on it has a history, so that the job looks after it.
        await().atMost(Duration.ofSeconds(20))
                .until(() -> history.systems().await().indefinitely().contains(system));
    }
}
