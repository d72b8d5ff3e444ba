package io.belastbar.chaos.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.chaos.measure.database.ProbeTable;
import io.belastbar.chaos.measure.probe.ProbeSchedule;
import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.belastbar.resilience.measure.DataLoss;
import io.belastbar.resilience.measure.Measurement;
import io.belastbar.resilience.measure.RecoveryTime;
import io.belastbar.resilience.measure.history.EventKind;
import io.belastbar.resilience.measure.report.Targets;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The probe against a real primary that dies, and a real standby that takes over. */
@Timeout(300)
class FailoverIT {
    @TempDir
    Path folder;

    @Test
    void asynchronousReplicationThatIsSilentLosesWhatTheProbeSays() throws Exception {
        try (var pair = new Pair(folder, false);
                var probe = new RunningProbe(pair, folder)) {
            probe.awaitAcknowledged(20);
            pair.silenceReplication();
            probe.awaitAcknowledged(30);

            probe.killAndFailOver(EmbeddedPostgres::kill);
            Measurement measured = probe.measured();

            Set<Long> lost = probe.lostAt(pair.standby);
            assertThat(lost).hasSizeGreaterThan(10);
            assertThat(measured.dataLoss()).isInstanceOfSatisfying(DataLoss.Known.class, loss -> assertThat(loss.rows())
                    .isEqualTo(lost.size()));
            assertThat(measured.recoveryTime()).isInstanceOf(RecoveryTime.Measured.class);
            pair.primary.start();
            URI old = URI.create("postgresql://127.0.0.1:" + pair.primary.port() + "/postgres");
            var recoverable = new TreeSet<Long>();
            new ProbeTable(RunningProbe.login(old), probe.gameDay).readOld().forEach(range -> LongStream.rangeClosed(
                            range.from(), range.to())
                    .forEach(recoverable::add));
            assertThat(recoverable).containsAll(lost);
        }
    }

    @Test
    void synchronousReplicationLosesNothingAndItsWaitsAreIndeterminate() throws Exception {
        try (var pair = new Pair(folder, true);
                var probe = new RunningProbe(pair, folder)) {
            probe.awaitAcknowledged(20);
            pair.silenceReplication();
            await().atMost(Pair.LIMIT)
                    .until(() -> Files.readString(probe.journal).contains("INDETERMINATE"));

            probe.killAndFailOver(EmbeddedPostgres::kill);
            Measurement measured = probe.measured();

            assertThat(measured.dataLoss()).isInstanceOfSatisfying(DataLoss.Known.class, loss -> assertThat(loss.rows())
                    .isZero());
            assertThat(probe.lostAt(pair.standby)).isEmpty();
        }
    }

    @Test
    void recoveryTimeIsThatOfAnIndependentPollerThoughThePrimaryHangsInsteadOfDying() throws Exception {
        try (var pair = new Pair(folder, false);
                var probe = new RunningProbe(pair, folder);
                var poller = new Poller(pair)) {
            probe.awaitAcknowledged(20);
            await().atMost(Pair.LIMIT).until(() -> poller.succeededAfter(0));
            probe.killAndFailOver(EmbeddedPostgres::pause);
            await().atMost(Pair.LIMIT).until(() -> poller.succeededAfter(probe.promotionAt()));

            Comparison.of(probe, probe.measured(), poller).requireAgreement();
        }
    }

    @Test
    void whoFindsTheJournalOfAProcessThatWasLostGoesOnAndMeasuresTheSame() throws Exception {
        try (var pair = new Pair(folder, false)) {
            UUID gameDay = UUID.randomUUID();
            Path journal = folder.resolve("kept.jsonl");
            var first = session(gameDay, pair, journal);
            first.start();
            await().atMost(Pair.LIMIT).until(first::hasAcknowledged);
            first.mark(EventKind.INJECT);
            pair.primary.kill();
            first.abandon();

            var second = session(gameDay, pair, journal);
            second.goOn();
            pair.failOver();
            await().atMost(Pair.LIMIT)
                    .until(() -> second.soFar().recoveryTime() instanceof RecoveryTime.Measured
                            && second.soFar().dataLoss() instanceof DataLoss.Known);
            assertThat(second.end()).isEmpty();
            Measurement measured = second.judged();
            // Killed before anybody stored the result: the rows are gone, the journal has read them.
            var third = session(gameDay, pair, journal);
            third.goOn();

            assertThat(third.end()).isEmpty();
            assertThat(third.judged()).isEqualTo(measured);
            assertThat(measured.recoveryTime()).isInstanceOf(RecoveryTime.Measured.class);
            assertThat(measured.dataLoss()).isInstanceOf(DataLoss.Known.class);
        }
    }

    private static ProbeSession session(UUID gameDay, Pair pair, Path journal) throws Exception {
        var schedule = new ProbeSchedule(Duration.ofMillis(50), Duration.ofSeconds(5));
        var order = new ProbeOrder("pair", null, schedule, Duration.ofSeconds(1), Targets.NONE);
        return new ProbeSession(gameDay, order, RunningProbe.login(pair.url()), journal);
    }
}
