package io.belastbar.profiling.proof;

import io.belastbar.embedded.testing.OtherPostgres;
import io.belastbar.embedded.testing.TestInfrastructure;
import io.belastbar.profiling.proof.copy.CopyLimits;
import io.belastbar.profiling.proof.scratch.ScratchPlace;
import io.belastbar.profiling.proof.session.DatabaseAddress;
import io.belastbar.web.target.Credentials;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A database of its own on the tests' server, with an application, a reader and its login; gone when it is closed. */
public final class ProofTarget implements AutoCloseable {
    private final String database = "proof_it_" + UUID.randomUUID().toString().substring(0, 8);
    private final int port;

    public ProofTarget(String... statements) throws SQLException {
        this(18, statements);
    }

    /** On a server of this release. */
    public ProofTarget(int major, String... statements) throws SQLException {
        this.port = major == 18
                ? URI.create(TestInfrastructure.settings().get("smartbav.database.url"))
                        .getPort()
                : OtherPostgres.port(major);
        try (Connection admin = admin("postgres");
                Statement statement = admin.createStatement()) {
            for (String role : List.of("proof_it_app", "proof_it_reader", "proof_it_observer")) {
                statement.execute("DO $$ BEGIN CREATE ROLE " + role + "; EXCEPTION WHEN duplicate_object THEN NULL;"
                        + " WHEN unique_violation THEN NULL; END $$");
            }
            statement.execute("ALTER ROLE proof_it_observer LOGIN PASSWORD 'observer'");
            statement.execute(
                    "GRANT proof_it_reader TO proof_it_observer" + (major < 16 ? "" : " WITH INHERIT FALSE, SET TRUE"));
            if (major != 18) {
                makeScratch(statement);
            }
            statement.execute("CREATE DATABASE " + database);
        }
        run(statements);
    }

    /** As the how-to says; on the tests' own server the platform has done it. */
    private static void makeScratch(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery("SELECT FROM pg_roles WHERE rolname = 'belastbar_scratch'")) {
            if (rows.next()) {
                return;
            }
        }
        statement.execute("CREATE ROLE belastbar_scratch LOGIN CREATEDB PASSWORD 'belastbar_scratch-password'");
        statement.execute("CREATE ROLE belastbar_scratch_app");
        statement.execute("GRANT belastbar_scratch_app TO belastbar_scratch");
        statement.execute("CREATE DATABASE belastbar_scratch OWNER belastbar_scratch");
    }

    /** As the superuser. */
    public void run(String... statements) throws SQLException {
        try (Connection admin = admin(database);
                Statement statement = admin.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    public String ask(String sql) throws SQLException {
        try (Connection admin = admin(database);
                Statement statement = admin.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** The databases of proofs that are on the server. */
    public List<String> scratchDatabases() throws SQLException {
        try (Connection admin = admin("postgres");
                Statement statement = admin.createStatement();
                var rows = statement.executeQuery(
                        "SELECT datname FROM pg_database WHERE datname LIKE 'belastbar\\_scratch\\_%'")) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }

    public Connection admin(String name) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + name, "postgres", "postgres");
    }

    public int port() {
        return port;
    }

    public DatabaseAddress observer() {
        return new DatabaseAddress(
                "127.0.0.1", port, database, new Credentials("proof_it_observer", "observer"), Map.of());
    }

    public ScratchPlace place() {
        return placeAt(port);
    }

    public ScratchPlace placeAt(int port) {
        return new ScratchPlace(
                new DatabaseAddress(
                        "127.0.0.1",
                        port,
                        ScratchPlace.DATABASE,
                        new Credentials("belastbar_scratch", "belastbar_scratch-password"),
                        Map.of()),
                true);
    }

    public ProofOrder order(CandidateToProve... candidates) {
        return new ProofOrder(
                UUID.randomUUID(),
                observer(),
                place(),
                "proof_it_reader",
                "proof_it_app",
                false,
                "app.tenant",
                "SELECT id::text FROM tenants ORDER BY 1",
                List.of(candidates));
    }

    /** So long that what is meant to succeed does on a busy machine too. */
    public static ProofTerms terms() {
        return terms(new CopyLimits(100_000, 200L << 20, Duration.ofMinutes(10)));
    }

    public static ProofTerms terms(CopyLimits limits) {
        return new ProofTerms(
                Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofMinutes(5), Duration.ofMinutes(5), limits);
    }

    public static ProofReport prove(ProofOrder order) {
        return prove(order, terms());
    }

    public static ProofReport prove(ProofOrder order, ProofTerms terms) {
        return new ProveIndexes(terms, System::nanoTime).prove(order, new ProofWatch(part -> {}, System::nanoTime));
    }

    @Override
    public void close() throws SQLException {
        try (Connection admin = admin("postgres");
                Statement statement = admin.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
        }
    }
}
