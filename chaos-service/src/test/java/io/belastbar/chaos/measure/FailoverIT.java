package io.belastbar.chaos.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.chaos.measure.database.ProbeLogin;
import io.belastbar.chaos.measure.database.ProbeTable;
import io.belastbar.chaos.measure.database.ProbedDatabase;
import io.belastbar.chaos.measure.probe.ProbeJournal;
import io.belastbar.chaos.measure.probe.ProbeRun;
import io.belastbar.chaos.measure.probe.ProbeSchedule;
import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.belastbar.resilience.measure.DataLoss;
import io.belastbar.resilience.measure.MeasureRecovery;
import io.belastbar.resilience.measure.Measurement;
import io.belastbar.resilience.measure.RecoveryTime;
import io.belastbar.resilience.measure.history.EventKind;
import io.belastbar.resilience.measure.history.HistoryReader;
import io.belastbar.resilience.measure.history.HistoryReader.CutOffEnd;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The probe against a real primary that dies, and a real standby that takes over. */
@Timeout(300)
class FailoverIT {
    private static final Duration STABILITY = Duration.ofSeconds(1);

    private final UUID gameDay = UUID.randomUUID();

    @TempDir
    Path folder;

    @Test
    void asynchronousReplicationThatIsSilentLosesWhatTheProbeSays() throws Exception {
        try (var pair = new Pair(folder, false);
                var probe = new RunningProbe(pair)) {
            probe.awaitAcknowledged(50);
            pair.replicated.silence();
            probe.awaitAcknowledged(60);

            probe.killAndFailOver(EmbeddedPostgres::kill);
            Measurement measured = probe.measured();

            Set<Long> lost = acknowledged(probe.journal);
            lost.removeAll(stored(pair.standby));
            assertThat(lost).hasSizeGreaterThan(20);
            assertThat(measured.dataLoss()).isInstanceOfSatisfying(DataLoss.Known.class, loss -> assertThat(loss.rows())
                    .isEqualTo(lost.size()));
            assertThat(measured.recoveryTime()).isInstanceOf(RecoveryTime.Measured.class);
            pair.primary.start();
            URI old = URI.create("postgresql://127.0.0.1:" + pair.primary.port() + "/postgres");
            var recoverable = new TreeSet<Long>();
            new ProbeTable(login(old), gameDay).readOld().forEach(range -> Stream.iterate(
                            range.from(), n -> n <= range.to(), n -> n + 1)
                    .forEach(recoverable::add));
            assertThat(recoverable).containsAll(lost);
        }
    }

    @Test
    void synchronousReplicationLosesNothingAndItsWaitsAreIndeterminate() throws Exception {
        try (var pair = new Pair(folder, true);
                var probe = new RunningProbe(pair)) {
            probe.awaitAcknowledged(50);
            pair.replicated.silence();
            await().atMost(Pair.LIMIT).until(() -> lines(probe.journal).contains("INDETERMINATE"));

            probe.killAndFailOver(EmbeddedPostgres::kill);
            Measurement measured = probe.measured();

            assertThat(measured.dataLoss()).isInstanceOfSatisfying(DataLoss.Known.class, loss -> assertThat(loss.rows())
                    .isZero());
            assertThat(stored(pair.standby)).containsAll(acknowledged(probe.journal));
        }
    }

    /** Run by hand: on a machine that is busy with other things, writes go on to fail for the machine's reasons. */
    @Tag("slow")
    @Test
    void recoveryTimeIsThatOfAnIndependentPollerThoughThePrimaryHangsInsteadOfDying() throws Exception {
        try (var pair = new Pair(folder, false);
                var probe = new RunningProbe(pair)) {
            try (Connection admin = pair.primary.connect("postgres")) {
                admin.createStatement().execute("CREATE TABLE polled (n int)");
                admin.createStatement().execute("GRANT INSERT ON polled TO probe");
            }
            probe.awaitAcknowledged(20);
            try (var poller = new Poller(pair.url())) {
                await().atMost(Pair.LIMIT).until(() -> poller.succeededAfter(0));
                long[] fault = new long[1];
                probe.killAndFailOver(server -> {
                    fault[0] = System.nanoTime();
                    server.pause();
                });
                await().atMost(Pair.LIMIT).until(() -> poller.succeededAfter(probe.failedOver));
                Measurement measured = probe.measured();

                var time = (RecoveryTime.Measured) measured.recoveryTime();
                Duration polled = poller.outage(fault[0]);
                System.out.println("measured " + time + ", polled " + polled);
                // Each of the two is blind between two of its own starts.
                assertThat(time.value().minus(polled).abs())
                        .isLessThanOrEqualTo(time.bound()
                                .orElseThrow()
                                .plus(poller.largestGap())
                                .plus(probe.slowestWrite()));
            }
        }
    }

    private ProbeLogin login(URI address) {
        return new ProbeLogin(address, "probe", Pair.PASSWORD, ProbeSchedule.DEFAULT.patience());
    }

    private Set<Long> stored(EmbeddedPostgres server) throws Exception {
        Set<Long> rows = new TreeSet<>();
        try (Connection admin = server.connect("postgres");
                ResultSet row = admin.createStatement().executeQuery("SELECT sequence FROM belastbar_probe")) {
            while (row.next()) {
                rows.add(row.getLong(1));
            }
        }
        return rows;
    }

    private static Set<Long> acknowledged(Path journal) throws IOException {
        Matcher line = Pattern.compile("\"seq\":(\\d+),\"event\":\"ACK\"").matcher(lines(journal));
        return line.results().map(found -> Long.valueOf(found.group(1))).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String lines(Path journal) throws IOException {
        return Files.readString(journal);
    }

    private final class RunningProbe implements AutoCloseable {
        private final Path journal = folder.resolve("journal.jsonl");
        private final Pair pair;
        private final ProbeTable table;
        private final ProbeJournal writing;
        private final ProbeRun run;
        private long failedOver;
        private boolean stopped;

        RunningProbe(Pair pair) throws Exception {
            this.pair = pair;
            table = new ProbeTable(login(pair.url()), gameDay);
            table.prepare();
            writing = new ProbeJournal(journal, System::nanoTime, InstantSource.system());
            run = new ProbeRun(ProbeSchedule.DEFAULT, new ProbedDatabase(login(pair.url()), gameDay), writing, 1);
            run.start();
        }

        void awaitAcknowledged(int more) throws IOException {
            int before = acknowledged(journal).size();
            await().atMost(Pair.LIMIT).until(() -> acknowledged(journal).size() >= before + more);
        }

        void killAndFailOver(Fault fault) throws Exception {
            run.mark(EventKind.INJECT);
            fault.inject(pair.primary);
            pair.failOver();
            failedOver = System.nanoTime();
            await().atMost(Pair.LIMIT).until(() -> judged().recoveryTime() instanceof RecoveryTime.Measured);
        }

        private Measurement judged() throws IOException {
            try (InputStream in = Files.newInputStream(journal);
                    var history = HistoryReader.read(in, CutOffEnd.TOLD)) {
                return new MeasureRecovery(STABILITY).measure(history);
            }
        }

        Measurement measured() throws Exception {
            stop();
            writing.noteReadBack(table.readBack().present());
            Measurement measured = judged();
            System.out.println(measured);
            return measured;
        }

        Duration slowestWrite() throws IOException {
            var begun = new java.util.HashMap<Long, Long>();
            long[] slowest = {0};
            try (InputStream in = Files.newInputStream(journal);
                    var history = HistoryReader.read(in, CutOffEnd.TOLD)) {
                history.forEach((kind, sequence, at) -> {
                    if (kind == EventKind.INVOKE) {
                        begun.put(sequence, at);
                    } else if (kind == EventKind.ACK) {
                        slowest[0] = Math.max(slowest[0], at - begun.get(sequence));
                    }
                });
            }
            return Duration.ofNanos(slowest[0]);
        }

        private void stop() throws InterruptedException {
            if (!stopped) {
                run.stop();
                stopped = true;
            }
        }

        @Override
        public void close() throws IOException {
            try {
                stop();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            writing.close();
        }
    }

    private interface Fault {
        void inject(EmbeddedPostgres primary) throws Exception;
    }
}
