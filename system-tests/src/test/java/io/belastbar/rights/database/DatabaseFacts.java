package io.belastbar.rights.database;

import io.belastbar.embedded.postgres.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What must hold of the roles of a database: what a service needs it can, and what is another's it cannot. */
record DatabaseFacts(EmbeddedPostgres postgres, ClusterDatabase database) {
    /** SQLSTATE: 42501. */
    private static final String NO_PRIVILEGE = "42501";

    /** What a migration does, the audit log among it, and what a running service does, with a table of each service. */
    private static final Map<String, String> ABLE = ordered(
            "makes a table in its schema", "CREATE TABLE %1$s.own (id integer PRIMARY KEY)",
            "writes into its table", "INSERT INTO own VALUES (1)",
            "reads its table", "SELECT id FROM own",
            "makes its audit log", """
                    CREATE TABLE audit_log (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, principal text, roles text,
                        action text, subject text, status integer, detail text, finished_at timestamptz);
                    CREATE TABLE audit_outcome (entry bigint PRIMARY KEY, status integer)""",
            "gives its audit log away", "SELECT belastbar_audit.take_over(current_schema())",
            "adds to its audit log", "INSERT INTO audit_log (principal, action, subject) VALUES ('anna', 'POST', '/a')",
            "reads its audit log", "SELECT * FROM audit_log",
            "changes its own table after that", "ALTER TABLE own ADD COLUMN later text",
            "makes tables after that", "CREATE TABLE later (id integer)");

    private static final Map<String, String> UNABLE = ordered(
            "reads a table of another", "SELECT * FROM %2$s.own",
            "writes into a table of another", "INSERT INTO %2$s.own VALUES (2)",
            "empties a table of another", "TRUNCATE %2$s.own",
            "reads the audit log of another", "SELECT * FROM %2$s.audit_log",
            "makes a table in the schema of another", "CREATE TABLE %2$s.intruder (id integer)",
            "drops the schema of another", "DROP SCHEMA %2$s CASCADE",
            "becomes another", "SET ROLE %2$s",
            "becomes the owner of the database", "SET ROLE belastbar",
            "becomes the owner of the audit logs", "SET ROLE belastbar_audit",
            "makes a schema", "CREATE SCHEMA intruder",
            "makes a table in public", "CREATE TABLE public.intruder (id integer)",
            "makes a temporary table", "CREATE TEMPORARY TABLE intruder (id integer)",
            "makes a role", "CREATE ROLE intruder",
            "makes a database", "CREATE DATABASE intruder",
            "gives itself the right to make databases", "ALTER ROLE %1$s CREATEDB",
            "changes the password of another", "ALTER ROLE %2$s PASSWORD 'known'",
            "reads password verifiers", "SELECT rolpassword FROM pg_authid",
            "reads a file of the server", "SELECT pg_read_file('postgresql.conf')",
            "runs a program on the server", "COPY pg_class TO PROGRAM 'cat'",
            "changes a setting of the server", "ALTER SYSTEM SET work_mem = '1MB'",
            "changes its audit log", "UPDATE audit_log SET principal = 'nobody'",
            "empties its audit log", "TRUNCATE audit_log",
            "drops its audit log", "DROP TABLE audit_log",
            "drops its schema with its audit log", "DROP SCHEMA %1$s CASCADE");

    /** The sentences that should be true and are not. */
    List<String> broken() throws SQLException {
        var broken = new ArrayList<String>();
        for (String role : database.roles()) {
            able(role, broken);
        }
        for (String role : database.roles()) {
            unable(role, another(role), broken);
            doors(role, broken);
        }
        return broken;
    }

    private void able(String role, List<String> broken) {
        try (Connection service = database.connect(postgres, role, database.name())) {
            for (var each : ABLE.entrySet()) {
                String refusal = refusal(service, each.getValue().formatted(role));
                if (!refusal.isEmpty()) {
                    broken.add(role + " " + each.getKey() + ": " + refusal);
                }
            }
        } catch (SQLException refused) {
            broken.add(role + " connects: " + refused.getMessage());
        }
    }

    private void unable(String role, String other, List<String> broken) {
        try (Connection service = database.connect(postgres, role, database.name())) {
            for (var each : UNABLE.entrySet()) {
                String refusal = refusal(service, each.getValue().formatted(role, other));
                if (!refusal.startsWith(NO_PRIVILEGE)) {
                    broken.add(role + " cannot " + each.getKey() + ": " + (refusal.isEmpty() ? "it can" : refusal));
                }
            }
        } catch (SQLException refused) {
            broken.add(role + " connects: " + refused.getMessage());
        }
    }

    /** What no statement of its own would show: a schema that is seen, and databases of others. */
    private void doors(String role, List<String> broken) throws SQLException {
        try (Connection admin = postgres.connect(database.name());
                var rows = admin.createStatement().executeQuery("""
                        SELECT 'schema ' || nspname AS door FROM pg_namespace
                         WHERE has_schema_privilege('%1$s', oid, 'USAGE')
                           AND nspname NOT IN ('%1$s', 'pg_catalog', 'information_schema', 'belastbar_audit')
                        UNION ALL SELECT 'database ' || datname FROM pg_database
                         WHERE has_database_privilege('%1$s', oid, 'CONNECT') AND datname NOT IN ('%2$s', 'template0')
                        """.formatted(role, database.name()))) {
            while (rows.next()) {
                broken.add(role + " cannot enter " + rows.getString("door") + ": it can");
            }
        }
    }

    private String another(String role) {
        var roles = database.roles();
        return roles.get((roles.indexOf(role) + 1) % roles.size());
    }

    /** Empty for what is not refused; that is undone by nobody. */
    private static String refusal(Connection connection, String command) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(command);
            return "";
        } catch (SQLException refused) {
            return refused.getSQLState() + " " + refused.getMessage();
        }
    }

    private static Map<String, String> ordered(String... sentencesAndCommands) {
        var map = new LinkedHashMap<String, String>();
        for (int at = 0; at < sentencesAndCommands.length; at += 2) {
            map.put(sentencesAndCommands[at], sentencesAndCommands[at + 1]);
        }
        return map;
    }
}
