package io.belastbar.chaos.fault.driver;

import io.belastbar.chaos.ChaosConfig;
import io.belastbar.chaos.fault.action.PostgresConnections;
import io.belastbar.report.Sentence;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.Credentials;
import io.belastbar.web.target.TargetRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Opens connections of a database and holds them. They end with this process, and the server itself ends them when the time
 * is over ({@code idle_session_timeout}, PostgreSQL 14 and later).
 */
@ApplicationScoped
public class ConnectionsDriver implements FaultDriver<PostgresConnections> {
    private static final Logger LOG = Logger.getLogger(ConnectionsDriver.class);
    private static final String TOO_MANY = "53300";

    /** Those of one fault; closed once it is taken back, so that an injection that is slow opens no more. */
    private static final class Held {
        private final Deque<Connection> connections = new ArrayDeque<>();
        private boolean takenBack;

        /** Whether it is held now. */
        synchronized boolean keep(Connection connection) {
            if (!takenBack) {
                connections.add(connection);
            }
            return !takenBack;
        }

        synchronized int count() {
            return connections.size();
        }

        synchronized void close() throws SQLException {
            takenBack = true;
            while (!connections.isEmpty()) {
                connections.peek().close();
                connections.remove();
            }
        }
    }

    private final Map<UUID, Held> held = new ConcurrentHashMap<>();
    private final TargetRegistry targets;
    private final CredentialStore credentials;
    private final OwnAddresses own;
    private final Duration limit;
    private final InstantSource clock = InstantSource.system();

    ConnectionsDriver(TargetRegistry targets, CredentialStore credentials, OwnAddresses own, ChaosConfig config) {
        this.targets = targets;
        this.credentials = credentials;
        this.own = own;
        this.limit = config.controlTimeout();
    }

    @Override
    public Class<PostgresConnections> action() {
        return PostgresConnections.class;
    }

    /** Whatever leads to the server, a proxy perhaps: the server itself says where it is. */
    @Override
    public Optional<Sentence> impossible(String system, PostgresConnections action) {
        try (Connection one = open(action, "belastbar-chaos", limit);
                ResultSet server = one.createStatement()
                        .executeQuery("SELECT host(inet_server_addr()), inet_server_port(),"
                                + " current_setting('server_version_num')::int")) {
            server.next();
            Optional<Sentence> ours = own.refusal(server.getString(1) + ":" + server.getInt(2));
            return ours.isPresent() || server.getInt(3) >= 140_000
                    ? ours
                    : Optional.of(NotHere.because(
                            "PostgreSQL before 14 does not end a session by itself",
                            "PostgreSQL vor 14 eine Sitzung nicht selbst beendet",
                            "upgrade it",
                            "aktualisieren Sie es"));
        } catch (SQLException failed) {
            return Optional.of(NotHere.silent(action.target(), failed));
        }
    }

    @Override
    public void inject(UUID fault, PostgresConnections action, Instant notAfter) throws IOException {
        Held mine = held.computeIfAbsent(fault, first -> new Held());
        int wanted = action.connections().orElse(PostgresConnections.CONNECTIONS_MAX);
        try {
            while (mine.count() < wanted) {
                Duration left = Duration.between(clock.instant(), notAfter);
                if (left.isNegative() || left.isZero()) {
                    throw new IOException("its time is over");
                }
                Connection next = open(action, name(fault), left);
                if (!mine.keep(next)) {
                    next.close();
                    throw new IOException("it was taken back meanwhile");
                }
            }
        } catch (SQLException failed) {
            if (!TOO_MANY.equals(failed.getSQLState())) {
                throw new IOException(failed.getMessage(), failed);
            }
        }
        LOG.infof("connections held: faultId=%s target=%s connections=%d", fault, action.target(), mine.count());
    }

    /** Those of this process are closed; those of another one of ours are ended by the server. */
    @Override
    public void clear(UUID fault, PostgresConnections action) throws IOException {
        try {
            held.computeIfAbsent(fault, late -> new Held()).close();
            count(action, "count(pg_terminate_backend(pid))", fault);
        } catch (SQLException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    @Override
    public boolean isCleared(UUID fault, PostgresConnections action) throws IOException {
        try {
            return count(action, "count(*)", fault) == 0;
        } catch (SQLException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    /** @param what of each session; not a condition: the server may ask conditions in any order, and of any session */
    private int count(PostgresConnections action, String what, UUID fault) throws SQLException {
        try (Connection one = open(action, "belastbar-chaos", limit);
                PreparedStatement sessions =
                        one.prepareStatement("SELECT " + what + " FROM pg_stat_activity WHERE application_name = ?")) {
            sessions.setString(1, name(fault));
            try (ResultSet rows = sessions.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private Connection open(PostgresConnections action, String name, Duration idleMax) throws SQLException {
        URI url = targets.require(action.target()).url();
        Credentials credential = credentials.require(action.credential());
        Properties how = new Properties();
        how.setProperty("user", credential.username());
        how.setProperty("password", credential.password());
        how.setProperty("ApplicationName", name);
        String seconds = Long.toString(Math.max(1, limit.toSeconds()));
        how.setProperty("connectTimeout", seconds);
        how.setProperty("loginTimeout", seconds);
        how.setProperty("socketTimeout", seconds);
        how.setProperty("tcpKeepAlive", "true");
        how.setProperty("options", "-c idle_session_timeout=" + Math.max(1, idleMax.toMillis()));
        return DriverManager.getConnection(
                "jdbc:postgresql://%s%s".formatted(url.getRawAuthority(), url.getRawPath()), how);
    }

    private static String name(UUID fault) {
        return "belastbar-fault-" + fault;
    }
}
