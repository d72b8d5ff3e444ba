package io.belastbar.profiling.proof.session;

import io.belastbar.profiling.database.TargetRow;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * A session with a database over JDBC, because only that driver has COPY. Every wait is bounded on both sides: a server that
 * hangs is left, and a server whose client was killed notices by itself. Blocks; for virtual threads, one at a time, but for
 * {@link #abort}.
 */
public final class Session implements AutoCloseable {
    /** On the server's side, so that it ends what nobody waits for any more. */
    private static final Map<String, String> ALWAYS = Map.of(
            "idle_in_transaction_session_timeout", "60s",
            "idle_session_timeout", "15min",
            "client_connection_check_interval", "5s",
            "synchronous_commit", "off",
            "check_function_bodies", "off");

    private final DatabaseAddress address;
    private final SessionLimits limits;
    private volatile Connection connection;
    private volatile boolean aborted;

    private Session(DatabaseAddress address, SessionLimits limits) {
        this.address = address;
        this.limits = limits;
    }

    /** @throws SqlFailure when the database does not let us in */
    public static Session open(DatabaseAddress address, SessionLimits limits) {
        Session session = new Session(address, limits);
        session.connect();
        return session;
    }

    /**
     * Leaves what runs in it, and begins anew. A cancelled COPY would do too, but a cancellation that comes late ends the next
     * statement.
     */
    public void renew() {
        abandon();
        connect();
        if (aborted) {
            abandon();
        }
    }

    private void connect() {
        Properties properties = new Properties();
        properties.putAll(address.options());
        properties.put("user", address.login().username());
        properties.put("password", address.login().password());
        properties.put("ApplicationName", "belastbar-proof");
        properties.put("connectTimeout", seconds(limits.connect()));
        properties.put("loginTimeout", seconds(limits.connect()));
        properties.put("socketTimeout", seconds(limits.silence()));
        properties.put("cancelSignalTimeout", seconds(limits.connect()));
        properties.put("tcpKeepAlive", "true");
        String url = "jdbc:postgresql://" + address.host() + ":" + address.port() + "/" + encoded(address.database());
        try {
            connection = new Driver().connect(url, properties);
            limit();
        } catch (SQLException refused) {
            throw new SqlFailure(refused);
        }
    }

    /** Does something; what it answers is left. By the simple protocol, so that {@code ?} and {@code $1} stay as they are. */
    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        } catch (SQLException refused) {
            throw new SqlFailure(refused);
        }
    }

    /** The first column of every row, as text. By the simple protocol. */
    public List<String> column(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet rows = statement.executeQuery(sql)) {
                List<String> lines = new ArrayList<>();
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
                return lines;
            }
        } catch (SQLException refused) {
            throw new SqlFailure(refused);
        }
    }

    /** The first column of all rows, as lines of one text: what SHOW and EXPLAIN answer. */
    public String text(String sql) {
        return String.join("\n", column(sql));
    }

    /** Asks with bind parameters {@code ?}; a list becomes a {@code text[]}. */
    public List<TargetRow> rows(String sql, Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, bindable(parameters[i]));
            }
            try (ResultSet rows = statement.executeQuery()) {
                return read(rows);
            }
        } catch (SQLException refused) {
            throw new SqlFailure(refused);
        }
    }

    /** From here on, until {@link #rollback} or {@link #commit}, everything belongs together. */
    public void begin() {
        execute("BEGIN");
    }

    public void commit() {
        execute("COMMIT");
    }

    /** Also of a session that is over. */
    public void rollback() {
        try {
            execute("ROLLBACK");
        } catch (SqlFailure over) {
            if (!over.isAway()) {
                throw over;
            }
        }
    }

    public CopyManager copies() throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    /** From another thread: ends what runs, and the session. */
    public void abort() {
        aborted = true;
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException gone) {
            // The session is ended all the same.
        }
        abandon();
    }

    private void abandon() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException gone) {
            // It is over already.
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException gone) {
            // It is over already.
        }
    }

    private void limit() {
        Map<String, String> settings = new LinkedHashMap<>(ALWAYS);
        settings.put("statement_timeout", Long.toString(limits.statement().toMillis()));
        settings.put("lock_timeout", Long.toString(limits.lock().toMillis()));
        settings.put("default_transaction_read_only", limits.readOnly() ? "on" : "off");
        settings.put("search_path", "");
        settings.forEach((name, value) -> {
            try {
                execute("SET " + name + " = '" + value + "'");
            } catch (SqlFailure unknownHere) {
                // client_connection_check_interval is not for every operating system.
                if (!unknownHere.is("42704", "22023") || limits.readOnly() && name.endsWith("read_only")) {
                    close();
                    throw unknownHere;
                }
            }
        });
    }

    private Object bindable(Object parameter) throws SQLException {
        return parameter instanceof List<?> texts ? connection.createArrayOf("text", texts.toArray()) : parameter;
    }

    private static List<TargetRow> read(ResultSet rows) throws SQLException {
        List<TargetRow> read = new ArrayList<>();
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (int i = 1; i <= columns; i++) {
                Object value = rows.getObject(i);
                values.put(
                        rows.getMetaData().getColumnLabel(i), value instanceof Array array ? array.getArray() : value);
            }
            read.add(new TargetRow(values));
        }
        return read;
    }

    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.toSeconds()));
    }

    /** As a part of the driver's URL. */
    private static String encoded(String database) {
        return java.net.URLEncoder.encode(database, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }
}
