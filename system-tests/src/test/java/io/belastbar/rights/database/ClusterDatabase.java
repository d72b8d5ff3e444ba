package io.belastbar.rights.database;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.belastbar.rights.Rendered;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * The database of a {@code Cluster} of CloudNativePG, made as its operator does: the owner and the database, the statements
 * of {@code postInitApplicationSQL} as the superuser, then the managed roles with their passwords.
 */
public record ClusterDatabase(JsonNode cluster) {
    public static ClusterDatabase ofTheManifests() {
        return new ClusterDatabase(Rendered.one("Cluster", "belastbar-db"));
    }

    public String name() {
        return initdb().path("database").asText();
    }

    String owner() {
        return initdb().path("owner").asText();
    }

    public List<String> statements() {
        return Rendered.elements(initdb().path("postInitApplicationSQL"))
                .map(JsonNode::asText)
                .toList();
    }

    List<JsonNode> managedRoles() {
        return Rendered.elements(cluster.at("/spec/managed/roles")).toList();
    }

    /** Who logs in: the services. */
    public List<String> roles() {
        return managedRoles().stream().map(role -> role.path("name").asText()).toList();
    }

    public static String password(String role) {
        return "password-of-" + role;
    }

    /** @param statements those of the manifest, or what is left of them */
    public void make(EmbeddedPostgres postgres, List<String> statements) throws SQLException {
        try (Connection admin = postgres.connect("postgres")) {
            execute(admin, "CREATE ROLE " + owner() + " LOGIN");
            execute(admin, "CREATE DATABASE " + name() + " OWNER " + owner());
        }
        try (Connection admin = postgres.connect(name())) {
            for (String statement : statements) {
                execute(admin, statement);
            }
            for (String role : roles()) {
                if (!exists(admin, role)) {
                    execute(admin, "CREATE ROLE " + role + " LOGIN");
                }
                admin.unwrap(PGConnection.class)
                        .alterUserPassword(role, password(role).toCharArray(), "scram-sha-256");
            }
        }
    }

    /** The server is afterwards as it was before, and what was taken from everybody is given back. */
    void drop(EmbeddedPostgres postgres) throws SQLException {
        try (Connection admin = postgres.connect("postgres")) {
            execute(admin, "DROP DATABASE IF EXISTS " + name() + " WITH (FORCE)");
            for (String role : roles()) {
                execute(admin, "DROP ROLE IF EXISTS " + role);
            }
            execute(admin, "DROP ROLE IF EXISTS belastbar_audit");
            execute(admin, "DROP ROLE IF EXISTS " + owner());
            execute(admin, "GRANT CONNECT, TEMPORARY ON DATABASE postgres, template1 TO PUBLIC");
        }
    }

    public Connection connect(EmbeddedPostgres postgres, String role, String database) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:%d/%s?currentSchema=%s".formatted(postgres.port(), database, role);
        return DriverManager.getConnection(url, role, password(role));
    }

    private JsonNode initdb() {
        return cluster.at("/spec/bootstrap/initdb");
    }

    private static boolean exists(Connection admin, String role) throws SQLException {
        try (var rows = admin.createStatement().executeQuery("SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")) {
            return rows.next();
        }
    }

    private static void execute(Connection connection, String command) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
