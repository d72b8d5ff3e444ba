package io.belastbar.profiling.rls;

import io.belastbar.embedded.FreePorts;
import io.belastbar.embedded.PrivateFolder;
import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.belastbar.profiling.database.OpenSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A real PostgreSQL for the tests of policies: started once, with the roles of an application and of who looks at it. */
public final class PolicyDatabase {
    private static PolicyDatabase started;

    private final EmbeddedPostgres server;

    private PolicyDatabase() throws IOException, InterruptedException, SQLException {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "belastbar");
        Path folder = Files.createTempDirectory("belastbar-policies-");
        server = new EmbeddedPostgres(
                cache,
                folder.resolve("data"),
                FreePorts.find(1).getFirst(),
                "postgres",
                List.of("fsync=off", "shared_buffers=64MB", "shared_preload_libraries=pg_stat_statements"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(folder)));
        server.start();
        run(
                "postgres",
                "CREATE ROLE owner",
                "CREATE ROLE app LOGIN PASSWORD 'app'",
                "CREATE ROLE reader",
                "CREATE ROLE observer LOGIN PASSWORD 'observer'",
                "CREATE ROLE all_rows BYPASSRLS",
                "GRANT pg_monitor TO observer",
                "GRANT reader TO observer WITH INHERIT FALSE, SET TRUE");
    }

    public static synchronized PolicyDatabase current() {
        if (started == null) {
            try {
                started = new PolicyDatabase();
            } catch (IOException | SQLException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return started;
    }

    /** A new database, made by these statements as the superuser. */
    public void create(String database, String... statements) {
        try {
            run("postgres", "DROP DATABASE IF EXISTS " + database, "CREATE DATABASE " + database);
            run(database, statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public void run(String database, String... statements) throws SQLException {
        try (Connection connection = server.connect(database);
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    public Connection connect(String database) throws SQLException {
        return server.connect(database);
    }

    public OpenSession superuser(String database) {
        return new OpenSession(server.port(), database, "postgres", "postgres");
    }

    public OpenSession observer(String database) {
        return new OpenSession(server.port(), database, "observer", "observer");
    }

    private void end(Path folder) {
        try {
            server.kill();
            PrivateFolder.delete(folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException left) {
            throw new IllegalStateException("could not delete " + folder, left);
        }
    }
}
