package io.belastbar.embedded.postgres;

import io.belastbar.service.Services;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.postgresql.PGConnection;

/**
 * The databases, roles and schemas of the platform and of the sample system.
 *
 * <p>Each service's role makes its tables in the schema of its name and can touch no other. Its audit log it may only add to and
 * read, from its first start on: see {@code audit-owner.sql}. Safe to run again; passwords are set anew.
 */
public final class PlatformDatabases {
    /** Who writes to a database of the sample's own to see whether it can be written to, and nothing else there. */
    public static final String PROBE = "smartbav_probe";

    private static final List<String> SAMPLE_ROLES =
            List.of("smartbav_owner", "smartbav_app", "smartbav_observer", "belastbar_scratch");

    /** Every role that logs in: the services', those of the sample system, and the one that tries indexes on copies. */
    public static final List<String> ROLES =
            Stream.concat(Services.names().stream(), SAMPLE_ROLES.stream()).toList();

    /** Statements that tell a password, as versions before sent them; the statistics survive a restart. */
    private static final String FORGET_PASSWORDS = """
            SELECT pg_stat_statements_reset(userid, dbid, queryid) FROM pg_stat_statements
            WHERE query ~* '^\\s*(alter|create)\\s+(role|user)\\M.*\\mpassword\\M'
            AND query !~ 'SCRAM-SHA-256\\$'
            """;

    private PlatformDatabases() {}

    /** @param passwords one for each of {@link #ROLES} */
    public static void create(EmbeddedPostgres postgres, Map<String, String> passwords) throws SQLException {
        try (Connection admin = postgres.connect("postgres")) {
            ROLES.forEach(role -> createRole(admin, role, passwords.get(role)));
            createDatabase(admin, "belastbar");
            createSampleDatabases(admin);
        }
        try (Connection admin = postgres.connect("belastbar")) {
            execute(admin, "REVOKE ALL ON SCHEMA public FROM PUBLIC");
            for (String service : Services.names()) {
                execute(admin, "CREATE SCHEMA IF NOT EXISTS %1$s AUTHORIZATION %1$s".formatted(service));
                execute(admin, "GRANT CONNECT ON DATABASE belastbar TO " + service);
            }
            execute(admin, auditOwner());
        }
        openSample(postgres);
    }

    /**
     * What of it is the sample's, on a server that is the sample's alone, and a schema in which {@link #PROBE} may keep a
     * table of its own.
     *
     * @param passwords one for each role of the sample, and one for {@link #PROBE}
     */
    public static void createSample(EmbeddedPostgres postgres, Map<String, String> passwords) throws SQLException {
        try (Connection admin = postgres.connect("postgres")) {
            SAMPLE_ROLES.forEach(role -> createRole(admin, role, passwords.get(role)));
            createRole(admin, PROBE, passwords.get(PROBE));
            createSampleDatabases(admin);
        }
        openSample(postgres);
        try (Connection admin = postgres.connect("smartbav")) {
            execute(admin, "CREATE SCHEMA IF NOT EXISTS %1$s AUTHORIZATION %1$s".formatted(PROBE));
            execute(admin, "GRANT CONNECT ON DATABASE smartbav TO " + PROBE);
        }
    }

    private static void createSampleDatabases(Connection admin) throws SQLException {
        createDatabase(admin, "smartbav");
        // Open to every role unless it is said; nobody but the administrator has anything to do in it.
        execute(admin, "REVOKE ALL ON DATABASE postgres FROM PUBLIC");
        createObserver(admin);
        createScratch(admin);
    }

    private static void openSample(EmbeddedPostgres postgres) throws SQLException {
        try (Connection admin = postgres.connect("smartbav")) {
            execute(admin, "CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
            execute(admin, FORGET_PASSWORDS);
            execute(admin, "GRANT CONNECT ON DATABASE smartbav TO smartbav_owner, smartbav_app, smartbav_observer");
            execute(admin, "ALTER SCHEMA public OWNER TO smartbav_owner");
            execute(admin, "GRANT USAGE ON SCHEMA public TO smartbav_app, smartbav_reader, smartbav_observer");
            // By default every role may create large objects.
            execute(admin, """
                    REVOKE EXECUTE ON FUNCTION lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea)
                    FROM PUBLIC
                    """);
        }
    }

    /** The observer reads statistics, and what the sample's application reads; it writes nothing. */
    private static void createObserver(Connection admin) throws SQLException {
        if (!exists(admin, "SELECT 1 FROM pg_roles WHERE rolname = 'smartbav_reader'")) {
            execute(admin, "CREATE ROLE smartbav_reader");
        }
        execute(admin, "GRANT pg_monitor TO smartbav_observer");
        execute(admin, "GRANT smartbav_reader TO smartbav_observer WITH INHERIT FALSE, SET TRUE");
        // Databases of an earlier version let it become the application.
        execute(admin, "REVOKE smartbav_app FROM smartbav_observer");
    }

    /**
     * Indexes are tried in databases that this login makes and takes away. It enters no other one: neither the platform's
     * nor the sample's lets it in. The role without a login is not the owner of the copies, so that policies bind it.
     */
    private static void createScratch(Connection admin) throws SQLException {
        execute(admin, "ALTER ROLE belastbar_scratch CREATEDB");
        if (!exists(admin, "SELECT 1 FROM pg_roles WHERE rolname = 'belastbar_scratch_app'")) {
            execute(admin, "CREATE ROLE belastbar_scratch_app");
        }
        execute(admin, "GRANT belastbar_scratch_app TO belastbar_scratch WITH INHERIT FALSE, SET TRUE");
        createDatabase(admin, "belastbar_scratch");
        execute(admin, "GRANT CONNECT ON DATABASE belastbar_scratch TO belastbar_scratch");
    }

    private static void createRole(Connection admin, String role, String password) {
        try {
            if (!exists(admin, "SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")) {
                execute(admin, "CREATE ROLE " + role + " LOGIN");
            }
            // The verifier is made here: the server, and whoever reads its statements, sees no password.
            admin.unwrap(PGConnection.class).alterUserPassword(role, password.toCharArray(), "scram-sha-256");
        } catch (SQLException e) {
            throw new IllegalStateException("role " + role, e);
        }
    }

    private static void createDatabase(Connection admin, String name) throws SQLException {
        if (!exists(admin, "SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
            execute(admin, "CREATE DATABASE " + name);
        }
        // Each time: a crash right after the creation would otherwise leave the database open to every role.
        execute(admin, "REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
    }

    /** What an administrator runs in production too. */
    private static String auditOwner() {
        try (InputStream script = PlatformDatabases.class.getResourceAsStream("audit-owner.sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("audit-owner.sql", unreadable);
        }
    }

    private static boolean exists(Connection admin, String query) throws SQLException {
        try (var statement = admin.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static void execute(Connection admin, String command) throws SQLException {
        try (var statement = admin.createStatement()) {
            statement.execute(command);
        }
    }
}
