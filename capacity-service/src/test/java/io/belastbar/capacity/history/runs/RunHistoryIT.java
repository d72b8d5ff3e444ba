package io.belastbar.capacity.history.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.capacity.history.HistoryRepository;
import io.belastbar.capacity.history.Measure;
import io.belastbar.capacity.history.StoredSeries;
import io.belastbar.contracts.RunVerdict;
import io.belastbar.contracts.TestRunFinished;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RunHistoryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Instant END = Instant.parse("2026-11-01T10:00:00Z");

    @Inject
    HistoryRepository history;

    private final String system = "runs-" + UUID.randomUUID();

    @Test
    void whatAFinishedRunShowedIsHistoryOnce() {
        var id = UUID.randomUUID().toString();

        PublishedRun.publish(id, run(RunVerdict.PASSED, END, Map.of()));
        PublishedRun.publish(id, run(RunVerdict.PASSED, END, Map.of()));
        PublishedRun.publish(
                UUID.randomUUID().toString(),
                run(RunVerdict.FAILED, END.plusSeconds(3_600), Map.of("branch", "master")));

        await().atMost(PATIENCE).until(() -> values("test-runs.peak.throughput").length == 2);
        assertThat(history.list(system).await().atMost(PATIENCE))
                .extracting(StoredSeries::metric)
                .containsExactly(
                        "test-runs.peak.GET:employees.response_time_p95",
                        "test-runs.peak.GET:employees.throughput",
                        "test-runs.peak.POST:orders.response_time_p95",
                        "test-runs.peak.POST:orders.throughput",
                        "test-runs.peak.response_time_p95",
                        "test-runs.peak.throughput");
        assertThat(values("test-runs.peak.throughput")).containsExactly(110, 110);
        // 1000 answers within 10 ms and 50 within 500 ms: of all together the 95th percentile is a fast one.
        assertThat(values("test-runs.peak.response_time_p95")[0]).isBetween(9.9, 10.1);
    }

    @Test
    void abortedRunsAndBranchesAreNoHistory() {
        assertThat(RunHistory.of(run(RunVerdict.ABORTED, END, Map.of()))).isEmpty();
        assertThat(RunHistory.of(run(RunVerdict.INVALID, END, Map.of()))).isEmpty();
        assertThat(RunHistory.of(run(RunVerdict.PASSED, END, Map.of("branch", "try"))))
                .isEmpty();
        assertThat(RunHistory.of(run(RunVerdict.PASSED, END, Map.of("testbed", "staging"))))
                .extracting(batch -> batch.metric())
                .contains("test-runs.staging.peak.throughput");
    }

    private double[] values(String metric) {
        return history.find(system, metric)
                .await()
                .atMost(PATIENCE)
                .map(series -> Arrays.stream(history.read(
                                        series,
                                        Instant.EPOCH,
                                        END.plusSeconds(10_000),
                                        Duration.ofHours(1),
                                        Measure.MEAN)
                                .await()
                                .atMost(PATIENCE)
                                .values())
                        .toArray())
                .orElse(new double[0]);
    }

    private TestRunFinished run(RunVerdict verdict, Instant end, Map<String, String> labels) {
        return PublishedRun.of(
                system,
                verdict,
                end,
                labels,
                PublishedRun.endpoint("GET /employees", 1_000, 10_000, 100),
                PublishedRun.endpoint("POST /orders", 50, 500_000, 10));
    }
}
