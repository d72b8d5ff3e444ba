package io.belastbar.profiling.database;

import io.belastbar.embedded.testing.OtherPostgres;
import io.belastbar.embedded.testing.TestInfrastructure;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.pgclient.PgConnectOptions;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A database of a test's own in PostgreSQL 14, 16 or 18, and sessions in it as the service opens them. */
public final class TestDatabase implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final int port;
    private final String name;
    private final Vertx vertx = Vertx.vertx();
    private final List<PgConnection> open = new ArrayList<>();
    private TargetSession own;

    private TestDatabase(int port, String name) {
        this.port = port;
        this.name = name;
    }

    /** A fresh one, with pg_stat_statements. */
    public static TestDatabase of(int major) throws SQLException {
        return of(major, "");
    }

    /** @param options of CREATE DATABASE, for example {@code ENCODING 'LATIN1' TEMPLATE template0} */
    public static TestDatabase of(int major, String options) throws SQLException {
        int port = major == 18
                ? URI.create(TestInfrastructure.settings().get("belastbar.postgresql.url"))
                        .getPort()
                : OtherPostgres.port(major);
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        var database = new TestDatabase(port, name);
        try (Connection connection = database.connect("postgres", "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " " + options);
        }
        database.run("CREATE EXTENSION pg_stat_statements");
        return database;
    }

    public String name() {
        return name;
    }

    public String url() {
        return "postgresql://127.0.0.1:" + port + "/" + name;
    }

    /** As the superuser, each statement by itself. */
    public void run(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** As the superuser {@code postgres}. */
    public Connection connect() throws SQLException {
        return connect(name, "postgres", "postgres");
    }

    public Connection connect(String role, String password) throws SQLException {
        return connect(name, role, password);
    }

    private Connection connect(String database, String role, String password) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, role, password);
    }

    /** As the superuser; the same one each time. */
    public synchronized TargetSession session() {
        if (own == null) {
            own = session("postgres", "postgres");
        }
        return own;
    }

    /** Read only and under our name, as {@link TargetDatabaseClient} opens one. */
    public TargetSession session(String role, String password) {
        var options = PgConnectOptions.fromUri(url())
                .setUser(role)
                .setPassword(password)
                .addProperty("application_name", TargetDatabaseClient.APPLICATION)
                .addProperty("default_transaction_read_only", "on")
                .addProperty("statement_timeout", "60000");
        PgConnection connection = PgConnection.connect(vertx, options).await().atMost(LIMIT);
        open.add(connection);
        return new TargetSessionClient(connection, LIMIT);
    }

    @Override
    public void close() throws SQLException {
        open.forEach(connection -> connection.close().await().atMost(LIMIT));
        vertx.close().await().atMost(LIMIT);
        try (Connection connection = connect("postgres", "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE " + name + " WITH (FORCE)");
        }
    }
}
