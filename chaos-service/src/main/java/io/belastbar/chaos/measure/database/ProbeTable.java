package io.belastbar.chaos.measure.database;

import io.belastbar.resilience.measure.sequence.SequenceRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/**
 * The probe's own table, which belongs to whoever may make it. It has no key: a row that is there twice must be seen
 * twice.
 */
public final class ProbeTable {
    public static final String NAME = "belastbar_probe";

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String NO_SCHEMA = "3F000";
    private static final String READ_ONLY = "25006";
    private static final int ROWS_AT_ONCE = 10_000;

    private final ProbeLogin login;
    private final UUID gameDay;

    public ProbeTable(ProbeLogin login, UUID gameDay) {
        this.login = login;
        this.gameDay = gameDay;
    }

    /**
     * Makes it where it is missing, and makes sure that rows can be written and read.
     *
     * @return which timeline of PostgreSQL it was: a promotion begins another
     * @throws ProbeNotPossible if a right is missing, with the grant that gives it
     * @throws SQLException if the database does not answer
     */
    public int prepare() throws SQLException {
        try (Connection connection = login.connect();
                Statement statement = connection.createStatement()) {
            if (!exists(statement)) {
                create(statement);
            }
            requireRight(statement, "INSERT");
            requireRight(statement, "SELECT");
            return timeline(statement);
        }
    }

    /**
     * Finds out whether {@link #prepare()} would succeed, and changes nothing.
     *
     * @throws ProbeNotPossible if a right is missing, with the grant that gives it
     * @throws SQLException if the database does not answer, or does not let the login in
     */
    public void check() throws SQLException {
        try (Connection connection = login.connect();
                Statement statement = connection.createStatement()) {
            timeline(statement);
            if (exists(statement)) {
                requireRight(statement, "INSERT");
                requireRight(statement, "SELECT");
            } else if (!mayCreate(statement)) {
                throw mayNotCreate(statement);
            }
        }
    }

    private static boolean mayCreate(Statement statement) throws SQLException {
        try (ResultSet may =
                statement.executeQuery("SELECT coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)")) {
            may.next();
            return may.getBoolean(1);
        }
    }

    private void create(Statement statement) throws SQLException {
        try {
            statement.execute("""
                    CREATE TABLE IF NOT EXISTS belastbar_probe (
                      game_day uuid NOT NULL,
                      sequence bigint NOT NULL,
                      written_at timestamptz NOT NULL DEFAULT clock_timestamp())""");
        } catch (SQLException refused) {
            switch (String.valueOf(refused.getSQLState())) {
                case INSUFFICIENT_PRIVILEGE, NO_SCHEMA -> throw mayNotCreate(statement);
                case READ_ONLY -> throw readOnly();
                default -> throw refused;
            }
        }
    }

    private ProbeNotPossible mayNotCreate(Statement statement) throws SQLException {
        return new ProbeNotPossible(
                "%s may not make the table %s".formatted(login.user(), NAME),
                "%s die Tabelle %s nicht anlegen darf".formatted(login.user(), NAME),
                "GRANT CREATE ON SCHEMA %s TO %s; or make it: CREATE TABLE %s (game_day uuid NOT NULL, sequence bigint NOT NULL, written_at timestamptz NOT NULL DEFAULT clock_timestamp()); GRANT INSERT, SELECT, DELETE ON %s TO %s"
                        .formatted(schema(statement), quoted(), NAME, NAME, quoted()));
    }

    private static String schema(Statement statement) throws SQLException {
        try (ResultSet schema = statement.executeQuery("SELECT quote_ident(coalesce(current_schema(), 'public'))")) {
            schema.next();
            return schema.getString(1);
        }
    }

    private void requireRight(Statement statement, String right) throws SQLException {
        try (ResultSet has = statement.executeQuery("SELECT has_table_privilege('" + NAME + "', '" + right + "')")) {
            has.next();
            if (!has.getBoolean(1)) {
                boolean write = right.equals("INSERT");
                throw new ProbeNotPossible(
                        "%s may not %s rows of the table %s".formatted(login.user(), write ? "write" : "read", NAME),
                        "%s Zeilen der Tabelle %s nicht %s darf"
                                .formatted(login.user(), NAME, write ? "schreiben" : "lesen"),
                        "GRANT INSERT, SELECT, DELETE ON %s TO %s".formatted(NAME, quoted()));
            }
        }
    }

    private static ProbeNotPossible readOnly() {
        return new ProbeNotPossible(
                "the database is read-only",
                "die Datenbank nur gelesen werden kann",
                "lead the address to the primary: it leads to a standby");
    }

    private String quoted() {
        return '"' + login.user().replace("\"", "\"\"") + '"';
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery("SELECT to_regclass('" + NAME + "') IS NOT NULL")) {
            found.next();
            return found.getBoolean(1);
        }
    }

    private static int timeline(Statement statement) throws SQLException {
        try (ResultSet recovery = statement.executeQuery("SELECT pg_is_in_recovery()")) {
            recovery.next();
            if (recovery.getBoolean(1)) {
                throw readOnly();
            }
        }
        try (ResultSet file = statement.executeQuery("SELECT left(pg_walfile_name(pg_current_wal_lsn()), 8)")) {
            file.next();
            return Integer.parseUnsignedInt(file.getString(1), 16);
        }
    }

    /** Its rows, read in full at one moment. */
    public ReadBack readBack() throws SQLException {
        try (Connection connection = login.connect();
                Statement ask = connection.createStatement()) {
            int timeline = timeline(ask);
            return new ReadBack(rows(connection), timeline);
        }
    }

    /** The rows of a server that takes no writes: a former primary's data, started alone. */
    public List<SequenceRange> readOld() throws SQLException {
        try (Connection connection = login.connect();
                Statement ask = connection.createStatement()) {
            return exists(ask) ? rows(connection) : List.of();
        }
    }

    private List<SequenceRange> rows(Connection connection) throws SQLException {
        var ranges = new ReadRanges();
        connection.setAutoCommit(false);
        try (PreparedStatement rows = connection.prepareStatement(
                "SELECT sequence FROM belastbar_probe WHERE game_day = ? ORDER BY sequence")) {
            rows.setObject(1, gameDay);
            rows.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet row = rows.executeQuery()) {
                while (row.next()) {
                    ranges.add(row.getLong(1));
                }
            }
        }
        connection.rollback();
        return ranges.all();
    }

    /** Removes what this game day has left; the table too where it is ours and empty then. */
    public void clear() throws SQLException {
        try (Connection connection = login.connect();
                Statement statement = connection.createStatement()) {
            if (!exists(statement)) {
                return;
            }
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM belastbar_probe WHERE game_day = ?")) {
                delete.setObject(1, gameDay);
                delete.executeUpdate();
            }
            statement.execute("""
                    DO $$ BEGIN
                      IF (SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'belastbar_probe'::regclass)
                         AND NOT EXISTS (SELECT FROM belastbar_probe) THEN
                        DROP TABLE belastbar_probe;
                      END IF;
                    END $$""");
        }
    }

    /**
     * What a primary has.
     *
     * @param present ranges in ascending order; a row that is there twice stands in two of them
     * @param timeline another one than before if it was promoted
     */
    public record ReadBack(List<SequenceRange> present, int timeline) {}
}
