package io.belastbar.chaos.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.belastbar.resilience.measure.DataLoss;
import io.belastbar.resilience.measure.Measurement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the probe says of a failover is what others count: rows by whoever reads the history and the table, time by a
 * poller of 10 ms. Once each; {@code -Dbelastbar.proof.failovers=10} for more.
 */
@Tag("proof")
class FailoverProofIT {
    private static final int FAILOVERS = Integer.getInteger("belastbar.proof.failovers", 1);
    /** Replication is silent so long before the primary is killed. */
    private static final long SILENT_MS = 2_000;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "synchronous: {0}")
    @ValueSource(booleans = {false, true})
    void lossIsTheOwnCountAndRecoveryThatOfAPoller(boolean synchronous) throws Exception {
        System.out.println(
                "| replication | lost, measured | lost, own count | RTO ms | bound ms | poller ms | its gap ms | slowest ms | differ ms |");
        for (int i = 1; i <= FAILOVERS; i++) {
            failOver(synchronous, Files.createDirectory(folder.resolve(synchronous + "-" + i)));
        }
    }

    private static void failOver(boolean synchronous, Path folder) throws Exception {
        try (var pair = new Pair(folder, synchronous);
                var probe = new RunningProbe(pair, folder);
                var poller = new Poller(pair)) {
            probe.awaitAcknowledged(20);
            await().atMost(Pair.LIMIT).until(() -> poller.succeededAfter(0));
            pair.silenceReplication();
            // Not to wait for anything: the silence lasts so long.
            Thread.sleep(SILENT_MS);
            probe.killAndFailOver(EmbeddedPostgres::kill);
            await().atMost(Pair.LIMIT).until(() -> poller.succeededAfter(probe.promotionAt()));
            Measurement measured = probe.measured();

            long lost = ((DataLoss.Known) measured.dataLoss()).rows();
            int own = probe.lostAt(pair.standby).size();
            Comparison comparison = Comparison.of(probe, measured, poller);
            System.out.println(row(synchronous, lost, own, comparison));
            assertThat(lost).isEqualTo(own);
            if (synchronous) {
                assertThat(lost).isZero();
            } else {
                assertThat(lost).isPositive();
            }
            comparison.requireAgreement();
        }
    }

    private static String row(boolean synchronous, long lost, int own, Comparison times) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |",
                synchronous ? "synchronous" : "asynchronous",
                lost,
                own,
                millis(times.measured()),
                millis(times.bound()),
                millis(times.polled()),
                millis(times.pollersGap()),
                millis(times.slowest()),
                millis(times.difference()));
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
