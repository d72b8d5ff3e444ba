package io.belastbar.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * Streaming replication from one embedded PostgreSQL to another.
 *
 * @param port on loopback where a standby finds the primary, whichever server that is
 * @param role logs in for it and may do nothing else; made where it is missing
 * @param name of the standby for the primary, and of the slot that keeps what the standby has not read yet
 */
public record Replication(int port, String role, String password, String name) {
    /** A primary that hangs is no reason to wait long: its standby is to be told of it, or takes over. */
    private static final Duration SOON = Duration.ofSeconds(10);

    /**
     * For both servers alike: a standby must allow as much as its primary. A peer that says nothing is given up after
     * 10 s, so that a server can be stopped in good order beside one that hangs, and finds it again soon. A standby that
     * is away longer than its slot keeps is seeded anew.
     */
    public static final List<String> SETTINGS = List.of(
            "wal_level=replica",
            "max_wal_senders=10",
            "max_replication_slots=10",
            "max_slot_wal_keep_size=512MB",
            "hot_standby_feedback=on",
            "wal_sender_timeout=10s",
            "wal_receiver_timeout=10s",
            "wal_receiver_status_interval=1s",
            "wal_retrieve_retry_interval=200ms");

    /** How the primary sees its standby. */
    public record Follower(String state, boolean isSynchronous, long lagBytes) {
        public boolean isStreaming() {
            return state.equals("streaming");
        }
    }

    /** Makes the role and the slot on a server that is, or has become, the primary. */
    public void prepare(EmbeddedPostgres primary) throws SQLException {
        try (Connection admin = primary.connect("postgres");
                var statement = admin.createStatement()) {
            if (!exists(admin, "SELECT 1 FROM pg_roles WHERE rolname = ?", role)) {
                statement.execute("CREATE ROLE " + role + " LOGIN REPLICATION");
            }
            // The verifier is made here: the server, and whoever reads its statements, sees no password.
            admin.unwrap(PGConnection.class).alterUserPassword(role, password.toCharArray(), "scram-sha-256");
            if (exists(admin, "SELECT 1 FROM pg_replication_slots WHERE wal_status = 'lost' AND slot_name = ?", name)) {
                statement.execute("SELECT pg_drop_replication_slot('" + name + "')");
            }
            if (!exists(admin, "SELECT 1 FROM pg_replication_slots WHERE slot_name = ?", name)) {
                statement.execute("SELECT pg_create_physical_replication_slot('" + name + "', true)");
            }
        }
    }

    /**
     * Makes the other server's data a copy of the primary's, which follows it from its start on. The other one must not
     * run. What it had is kept under its {@link EmbeddedPostgres#keptAside} name, in the place of what was kept before;
     * it is complete at every moment, under the one name or the other.
     */
    public void seed(EmbeddedPostgres primary, EmbeddedPostgres standby)
            throws SQLException, IOException, InterruptedException {
        prepare(primary);
        Path fresh = standby.freshData();
        try (Connection session = primary.connect("postgres")) {
            BaseBackup.take(session, primary.folder(), fresh);
        }
        Path settings = fresh.resolve("postgresql.auto.conf");
        var connection = Map.of(
                "host",
                "127.0.0.1",
                "port",
                Integer.toString(port),
                "user",
                role,
                "password",
                password,
                "application_name",
                name,
                "connect_timeout",
                "5");
        Files.write(settings, StandbySettings.of(Files.readAllLines(settings), connection, name));
        Files.createFile(fresh.resolve(EmbeddedPostgres.STANDBY_SIGNAL));
        standby.adopt(fresh);
    }

    /**
     * Whether a commit on the primary waits until the standby has it on its disk. With a standby that is away it then
     * waits until one is back, or synchronous replication is given up.
     */
    public void synchronous(EmbeddedPostgres primary, boolean wanted) throws SQLException {
        try (Connection admin = primary.connect("postgres", SOON);
                var statement = admin.createStatement()) {
            statement.execute("ALTER SYSTEM SET synchronous_standby_names = '" + (wanted ? name : "") + "'");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    /** Empty while no standby is connected. */
    public Optional<Follower> follower(EmbeddedPostgres primary) throws SQLException {
        String query = """
                SELECT state, sync_state IN ('sync', 'quorum'),
                       coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn), 0)
                FROM pg_stat_replication WHERE application_name = ?
                """;
        try (Connection admin = primary.connect("postgres", EmbeddedPostgres.HANGS_AFTER);
                var statement = admin.prepareStatement(query)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Follower(rows.getString(1), rows.getBoolean(2), rows.getLong(3)))
                        : Optional.empty();
            }
        }
    }

    /** Whether the primary still keeps what the standby lacks; if not, the standby has to be seeded anew. */
    public boolean canCatchUp(EmbeddedPostgres primary) throws SQLException {
        try (Connection admin = primary.connect("postgres", EmbeddedPostgres.HANGS_AFTER)) {
            return exists(
                    admin, "SELECT 1 FROM pg_replication_slots WHERE wal_status <> 'lost' AND slot_name = ?", name);
        }
    }

    private static boolean exists(Connection admin, String query, String value) throws SQLException {
        try (var statement = admin.prepareStatement(query)) {
            statement.setString(1, value);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }
}
