package io.belastbar.chaos.measure;

import io.belastbar.chaos.measure.database.ProbeLogin;
import io.belastbar.chaos.measure.database.ProbeNotPossible;
import io.belastbar.chaos.measure.database.ProbeTable;
import io.belastbar.chaos.measure.database.ProbedDatabase;
import io.belastbar.chaos.measure.probe.ProbeJournal;
import io.belastbar.chaos.measure.probe.ProbeRun;
import io.belastbar.resilience.measure.Measurement;
import io.belastbar.resilience.measure.RecoveryTime;
import io.belastbar.resilience.measure.history.EventKind;
import io.belastbar.resilience.measure.sequence.SequenceRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A game day's probe from its first write to its judgement. Everything it knows is in its journal: another process that
 * opens the same one goes on, or judges what is there. Blocks.
 */
final class ProbeSession {
    private static final int READINGS_MAX = 10;
    private static final long PAUSE_MS = 1_000;
    /** Looks cost a reading of the whole file: they take at most this share of the time. */
    private static final int LOOKS_SHARE = 5;

    private final ProbeHistory history;
    private final ProbeTable table;
    private final ProbeJournal journal;
    private final ProbeRun run;
    private boolean isReadBack;
    private Measurement seen;
    private long lookAgainNanos;

    ProbeSession(UUID gameDay, ProbeOrder order, ProbeLogin login, Path file) throws IOException {
        history = new ProbeHistory(file, order);
        table = new ProbeTable(login, gameDay);
        var beginning = history.beginning();
        isReadBack = beginning.isReadBack();
        journal = new ProbeJournal(file, System::nanoTime, InstantSource.system());
        run = new ProbeRun(order.schedule(), new ProbedDatabase(login, gameDay), journal, beginning.nextSequence());
    }

    /** Makes the table and begins to write. */
    void start() throws SQLException {
        table.prepare();
        run.start();
    }

    /** Goes on where another process was lost: with writing, unless it had read back what there was. */
    void goOn() {
        if (!isReadBack) {
            run.start();
        }
    }

    boolean hasAcknowledged() {
        return run.hasAcknowledged();
    }

    void mark(EventKind kind) throws IOException {
        run.mark(kind);
    }

    /** What the history shows until now; once writes are possible again, with what the database has by then. */
    synchronized Measurement soFar() throws IOException {
        long begun = System.nanoTime();
        if (seen == null || begun - lookAgainNanos >= 0) {
            seen = look();
            long now = System.nanoTime();
            lookAgainNanos = now + LOOKS_SHARE * (now - begun);
        }
        return seen;
    }

    private Measurement look() throws IOException {
        Measurement measured = history.measured();
        if (isReadBack || !(measured.recoveryTime() instanceof RecoveryTime.Measured)) {
            return measured;
        }
        try {
            long at = journal.time();
            return history.measured(table.readBack().present(), at);
        } catch (SQLException | ProbeNotPossible notNow) {
            return measured;
        }
    }

    String json(Measurement measured) {
        return history.json(measured);
    }

    /**
     * Ends the writing and reads back in full.
     *
     * @return what keeps the result from being known
     */
    List<String> end() throws IOException, InterruptedException {
        run.stop();
        List<String> reasons = new ArrayList<>();
        run.failure().ifPresent(full -> reasons.add("the history could not be written on: " + full.getMessage()));
        Optional<String> away = isReadBack ? Optional.empty() : readBack();
        away.ifPresent(reason -> reasons.add("nobody could read what the database has: " + reason));
        if (away.isEmpty()) {
            clear();
        }
        synchronized (this) {
            isReadBack = true;
            seen = null;
        }
        return reasons;
    }

    private Optional<String> readBack() throws IOException, InterruptedException {
        for (int i = 1; true; i++) {
            try {
                journal.noteReadBack(table.readBack().present());
                return Optional.empty();
            } catch (SQLException | ProbeNotPossible away) {
                if (i == READINGS_MAX) {
                    return Optional.of(away.getMessage());
                }
            }
            Thread.sleep(PAUSE_MS);
        }
    }

    private void clear() {
        try {
            table.clear();
        } catch (SQLException left) {
            System.getLogger(ProbeSession.class.getName())
                    .log(System.Logger.Level.WARNING, "rows of a probe stay in its table: reason=" + left.getMessage());
        }
    }

    /** What a former primary has, beside what the new one has. */
    void noteOld(List<SequenceRange> present) throws IOException {
        journal.noteOldReadBack(present);
    }

    /** What the whole history shows; nothing is written to it any more. */
    Measurement judged() throws IOException {
        journal.close();
        return history.measured();
    }

    Path file() {
        return history.file();
    }

    /** Nothing was begun: an empty journal would look like one that somebody goes on in. */
    void discard() throws IOException {
        journal.close();
        if (Files.size(history.file()) == 0) {
            Files.delete(history.file());
        }
    }

    /** Lets go of everything at once; the journal stays. */
    void abandon() throws IOException, InterruptedException {
        run.stop();
        journal.close();
    }

    /** The same, and takes back what it wrote into the database: nobody will ask for it. */
    void forget() throws IOException, InterruptedException {
        abandon();
        clear();
    }
}
