package io.belastbar.chaos.measure.database;

import io.belastbar.chaos.measure.probe.ProbeWrite;
import io.belastbar.chaos.measure.probe.ProbedSystem;
import io.belastbar.resilience.measure.history.EventKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/** One row a transaction, in the probe's own table, by the address that the application uses. */
public final class ProbedDatabase implements ProbedSystem {
    private static final String NO_TABLE = "42P01";

    private final ProbeLogin login;
    private final UUID gameDay;
    private final ConcurrentLinkedDeque<Trusted> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger generation = new AtomicInteger();

    private record Trusted(Connection connection, int generation) {}

    public ProbedDatabase(ProbeLogin login, UUID gameDay) {
        this.login = login;
        this.gameDay = gameDay;
    }

    @Override
    public EventKind write(ProbeWrite write) {
        Trusted trusted = null;
        try {
            trusted = connection();
            EventKind end = insert(trusted.connection(), write);
            giveBack(trusted);
            return end;
        } catch (SQLException failed) {
            EventKind end = WriteEnd.of(failed.getSQLState(), write.ofBrokenConnection());
            abort(trusted);
            if (NO_TABLE.equals(failed.getSQLState())) {
                makeTable();
            }
            return end;
        }
    }

    /** What a promotion lost may be the table itself; that writes are possible again is seen all the same. */
    private void makeTable() {
        try {
            new ProbeTable(login, gameDay).prepare();
        } catch (SQLException | ProbeNotPossible notNow) {
            // The next write fails as well, and tries again.
        }
    }

    private Trusted connection() throws SQLException {
        Trusted known = idle.pollFirst();
        while (known != null && known.generation() != generation.get()) {
            abort(known);
            known = idle.pollFirst();
        }
        int now = generation.get();
        return known != null ? known : new Trusted(login.connect(), now);
    }

    private EventKind insert(Connection connection, ProbeWrite write) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO belastbar_probe (game_day, sequence) VALUES (?, ?)")) {
            insert.setObject(1, gameDay);
            insert.setLong(2, write.sequence());
            if (!write.send()) {
                return EventKind.FAIL;
            }
            insert.executeUpdate();
            for (SQLWarning warning = insert.getWarnings(); warning != null; warning = warning.getNextWarning()) {
                if (WriteEnd.NOT_REPLICATED.equals(warning.getSQLState())) {
                    return EventKind.INDETERMINATE;
                }
            }
            return EventKind.ACK;
        }
    }

    private void giveBack(Trusted trusted) {
        if (trusted.generation() == generation.get()) {
            idle.addFirst(trusted);
        } else {
            abort(trusted);
        }
    }

    /** By closing the socket: a polite end could wait for a server that hangs. */
    private static void abort(Trusted trusted) {
        if (trusted != null) {
            try {
                trusted.connection().abort(Runnable::run);
            } catch (SQLException gone) {
                // It is closed, which is all that was wanted.
            }
        }
    }

    @Override
    public void distrust() {
        generation.incrementAndGet();
    }

    @Override
    public void close() {
        distrust();
        for (Trusted left = idle.pollFirst(); left != null; left = idle.pollFirst()) {
            abort(left);
        }
    }
}
