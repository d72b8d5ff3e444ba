package io.belastbar.profiling;

import io.belastbar.embedded.testing.TestInfrastructure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A small copy of the sample system's database: tenants under row-level security, and an index too few. */
final class SampleDatabase {
    private static final String LIST = """
            SELECT id, first_name, last_name, email FROM employees
            WHERE deleted_at IS NULL ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?
            """;

    private SampleDatabase() {}

    static void create() throws SQLException {
        asOwner("DROP TABLE IF EXISTS employees");
        asOwner("""
                CREATE TABLE employees (
                    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), organization_id uuid NOT NULL, first_name text,
                    last_name text, email text, created_at timestamptz NOT NULL, deleted_at timestamptz)
                """);
        asOwner("""
                INSERT INTO employees (organization_id, first_name, last_name, email, created_at)
                SELECT ('00000000-0000-0000-0000-0000000000' || (10 + g % 20))::uuid, 'V' || g, 'N' || g,
                       'e' || g || '@smartcloud.de', now() - g * interval '1 minute' FROM generate_series(1, 10000) g
                """);
        asOwner("ALTER TABLE employees ENABLE ROW LEVEL SECURITY");
        // Without the second argument: planning fails unless the setting has a value of the right form.
        asOwner("""
                CREATE POLICY tenant ON employees TO smartbav_app, smartbav_reader
                USING (organization_id = current_setting('app.organization_id')::uuid)
                """);
        asOwner("GRANT SELECT, INSERT, UPDATE, DELETE ON employees TO smartbav_app");
        asOwner("GRANT SELECT ON employees TO smartbav_reader");
        asOwner("ANALYZE employees");
    }

    static void asOwner(String sql) throws SQLException {
        try (Connection connection = connect("owner");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static long countAsOwner() throws SQLException {
        try (Connection connection = connect("owner");
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM employees")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** The id by which the database counts the application's statement. */
    static String idOf(String pattern) throws SQLException {
        String url = "jdbc:" + TestInfrastructure.settings().get("smartbav.database.url");
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                var statement = connection.prepareStatement("SELECT s.queryid::text FROM pg_stat_statements s"
                        + " JOIN pg_roles r ON r.oid = s.userid WHERE s.query LIKE ? AND r.rolname = 'smartbav_app'")) {
            statement.setString(1, pattern);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    /** What the sample's service does for a tenant: lists pages, and once deletes nobody. */
    static void workload(int lists) throws SQLException {
        try (Connection connection = connect("app")) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "SELECT set_config('app.organization_id', '00000000-0000-0000-0000-000000000015', false)");
                statement.execute("DELETE FROM employees WHERE email = 'nobody'");
                statement.execute("SET application_name = 'test'");
                statement.execute("SELECT count(*) FROM pg_catalog.pg_class");
            }
            try (var list = connection.prepareStatement(LIST)) {
                for (int page = 0; page < lists; page++) {
                    list.setInt(1, 100);
                    list.setInt(2, 0);
                    list.executeQuery().close();
                }
            }
        }
    }

    /** As the application, for a tenant that has employees. */
    static void asApplication(String... statements) throws SQLException {
        try (Connection connection = connect("app");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "SELECT set_config('app.organization_id', '00000000-0000-0000-0000-000000000015', false)");
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Connection connect(String role) throws SQLException {
        var settings = TestInfrastructure.settings();
        return DriverManager.getConnection(
                "jdbc:" + settings.get("smartbav.database.url"),
                "smartbav_" + role,
                settings.get("smartbav.database." + role + ".password"));
    }
}
