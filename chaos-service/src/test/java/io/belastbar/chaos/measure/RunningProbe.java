package io.belastbar.chaos.measure;

import static org.awaitility.Awaitility.await;

import io.belastbar.chaos.measure.database.ProbeLogin;
import io.belastbar.chaos.measure.database.ProbeTable;
import io.belastbar.chaos.measure.database.ProbedDatabase;
import io.belastbar.chaos.measure.probe.ProbeJournal;
import io.belastbar.chaos.measure.probe.ProbeRun;
import io.belastbar.chaos.measure.probe.ProbeSchedule;
import io.belastbar.embedded.postgres.EmbeddedPostgres;
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
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A probe that writes to a pair, and what others count beside it. */
final class RunningProbe implements AutoCloseable {
    private static final Duration STABILITY = Duration.ofSeconds(1);
    /** A busy machine takes its time for a write; what waits so long is no failure of the database. */
    private static final ProbeSchedule SCHEDULE = new ProbeSchedule(Duration.ofMillis(50), Duration.ofSeconds(20));

    final Path journal;
    final UUID gameDay = UUID.randomUUID();
    private final Pair pair;
    private final ProbeTable table;
    private final ProbeJournal writing;
    private final ProbeRun run;
    private long faultAt;
    private long promotionAt;
    private boolean stopped;

    /** What is done to the primary. */
    interface Fault {
        void inject(EmbeddedPostgres primary) throws Exception;
    }

    RunningProbe(Pair pair, Path folder) throws Exception {
        this.pair = pair;
        journal = folder.resolve("journal.jsonl");
        table = new ProbeTable(login(pair.url()), gameDay);
        table.prepare();
        writing = new ProbeJournal(journal, System::nanoTime, InstantSource.system());
        run = new ProbeRun(SCHEDULE, new ProbedDatabase(login(pair.url()), gameDay), writing, 1);
        run.start();
    }

    static ProbeLogin login(URI address) {
        return new ProbeLogin(address, "probe", Pair.PASSWORD, SCHEDULE.patience());
    }

    void awaitAcknowledged(int more) throws IOException {
        int before = acknowledged().size();
        await().atMost(Pair.LIMIT).until(() -> acknowledged().size() >= before + more);
    }

    void killAndFailOver(Fault fault) throws Exception {
        faultAt = System.nanoTime();
        run.mark(EventKind.INJECT);
        fault.inject(pair.primary);
        promotionAt = System.nanoTime();
        pair.failOver();
        await().atMost(Pair.LIMIT).until(() -> judged().recoveryTime() instanceof RecoveryTime.Measured);
    }

    /** By the machine's monotonic clock. */
    long faultAt() {
        return faultAt;
    }

    /** From then on nobody but the new primary can have answered. */
    long promotionAt() {
        return promotionAt;
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
        return judged();
    }

    Set<Long> acknowledged() throws IOException {
        Matcher line = Pattern.compile("\"seq\":(\\d+),\"event\":\"ACK\"").matcher(Files.readString(journal));
        return line.results().map(found -> Long.valueOf(found.group(1))).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Acknowledged, and not on a server: as anybody would count who reads the file and the table. */
    Set<Long> lostAt(EmbeddedPostgres server) throws IOException, SQLException {
        Set<Long> lost = acknowledged();
        try (Connection admin = server.connect("postgres");
                ResultSet row = admin.createStatement().executeQuery("SELECT sequence FROM belastbar_probe")) {
            while (row.next()) {
                lost.remove(row.getLong(1));
            }
        }
        return lost;
    }

    Duration slowestWrite() throws IOException {
        Map<Long, Long> begun = new HashMap<>();
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
