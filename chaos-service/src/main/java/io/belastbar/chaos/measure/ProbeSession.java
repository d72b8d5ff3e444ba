package io.belastbar.chaos.measure;

import io.belastbar.chaos.measure.database.ProbeLogin;
import io.belastbar.chaos.measure.database.ProbeTable;
import io.belastbar.chaos.measure.database.ProbedDatabase;
import io.belastbar.chaos.measure.probe.ProbeJournal;
import io.belastbar.chaos.measure.probe.ProbeRun;
import io.belastbar.report.ReportLanguage;
import io.belastbar.resilience.measure.MeasureRecovery;
import io.belastbar.resilience.measure.Measurement;
import io.belastbar.resilience.measure.history.EventKind;
import io.belastbar.resilience.measure.history.History;
import io.belastbar.resilience.measure.history.HistoryReader;
import io.belastbar.resilience.measure.history.HistoryReader.CutOffEnd;
import io.belastbar.resilience.measure.report.MeasurementJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * A game day's probe from its first write to its judgement. Everything it knows is in its journal: another process that
 * opens the same one goes on, or judges what is there. Blocks.
 */
final class ProbeSession {
    private final ProbeOrder order;
    private final Path file;
    private final ProbeTable table;
    private final ProbeJournal journal;
    private final ProbeRun run;

    ProbeSession(UUID gameDay, ProbeOrder order, ProbeLogin login, Path file) throws IOException {
        this.order = order;
        this.file = file;
        table = new ProbeTable(login, gameDay);
        long next = Files.exists(file) ? nextSequence(file) : 1;
        journal = new ProbeJournal(file, System::nanoTime, InstantSource.system());
        run = new ProbeRun(order.schedule(), new ProbedDatabase(login, gameDay), journal, next);
    }

    private static long nextSequence(Path file) throws IOException {
        try (History history = history(file)) {
            return history.sequences(EventKind.INVOKE).last().orElse(0) + 1;
        }
    }

    /** Makes the table and begins to write. */
    void start() throws SQLException {
        table.prepare();
        run.start();
    }

    void mark(EventKind kind) throws IOException {
        run.mark(kind);
    }

    /** What the history shows until now, without what was lost. */
    Measurement soFar() throws IOException {
        try (History history = history(file)) {
            return new MeasureRecovery(order.stability()).measure(history);
        }
    }

    /** Ends the writing, reads back in full, and judges. */
    ProbeResult finish() throws IOException, InterruptedException {
        run.stop();
        Optional<String> notReadBack = readBack();
        journal.close();
        Measurement measured = soFar();
        String json = new MeasurementJson(ReportLanguage.ENGLISH, order.stability())
                .of(measured, order.targets())
                .toString();
        return new ProbeResult(measured, json, file, notReadBack);
    }

    private Optional<String> readBack() throws IOException {
        try {
            journal.noteReadBack(table.readBack().present());
            table.clear();
            return Optional.empty();
        } catch (SQLException away) {
            return Optional.of(away.getMessage());
        }
    }

    /** Lets go of everything at once; the journal stays. */
    void abandon() throws IOException, InterruptedException {
        run.stop();
        journal.close();
    }

    private static History history(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return HistoryReader.read(in, CutOffEnd.TOLD);
        }
    }
}
