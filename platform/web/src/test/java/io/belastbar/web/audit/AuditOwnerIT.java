package io.belastbar.web.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** The log of an installation of before, which the service's role owns, goes to its owner with all that is in it. */
class AuditOwnerIT {
    /** No test of this module uses this role's schema. */
    private static final String ROLE = "chaos";

    @Test
    void aLogOfTheVersionBeforeKeepsItsRowsAndLosesItsOwner() throws SQLException {
        migrate("0.11");
        try (Connection service = connect(ROLE)) {
            run(service, "INSERT INTO audit_log (principal, action, subject) VALUES ('anna', 'POST', '/begun')");
            run(service, "INSERT INTO audit_log (principal, action, subject) VALUES ('anna', 'PUT', '/done')");
            run(service, "UPDATE audit_log SET status = 201, finished_at = now() WHERE subject = '/done'");
        }

        migrate("latest");

        try (Connection other = connect("budget")) {
            assertThat(text(other, "SELECT belastbar_audit.take_over('chaos')")).isEqualTo("f");
        }
        try (Connection service = connect(ROLE)) {
            assertThat(text(service, OWNERS)).isEqualTo("chaos chaos chaos");
            assertThat(text(service, "SELECT belastbar_audit.take_over('chaos')"))
                    .isEqualTo("t");
            assertThat(text(service, "SELECT belastbar_audit.take_over('chaos')"))
                    .isEqualTo("f");
            assertThat(text(service, OWNERS)).isEqualTo("belastbar_audit belastbar_audit belastbar_audit");
            assertThat(text(
                            service,
                            "SELECT string_agg(concat_ws(' ', subject, status), ', ' ORDER BY id) FROM audit_log"))
                    .isEqualTo("/begun, /done 201");
            assertThatThrownBy(() -> run(service, "DELETE FROM audit_log")).hasMessageContaining("permission denied");
            assertThatThrownBy(() -> run(service, "DROP TABLE audit_log")).hasMessageContaining("must be owner");
            run(service, "INSERT INTO audit_log (principal, action, subject) VALUES ('anna', 'POST', '/after')");
            run(service, "INSERT INTO audit_outcome (entry, status) SELECT max(id), 200 FROM audit_log");
            assertThatThrownBy(() -> run(
                            service, "INSERT INTO audit_outcome (entry, status) SELECT max(id), 500 FROM audit_log"))
                    .hasMessageContaining("duplicate key");
        }
        // What comes later may still make tables.
        try (Connection service = connect(ROLE)) {
            run(service, "CREATE TABLE later (id integer PRIMARY KEY)");
            run(service, "DROP TABLE later");
        }
    }

    private static final String OWNERS = """
            SELECT concat_ws(' ', (SELECT relowner::regrole FROM pg_class WHERE oid = 'chaos.audit_log'::regclass),
                (SELECT relowner::regrole FROM pg_class WHERE oid = 'chaos.audit_outcome'::regclass),
                (SELECT nspowner::regrole FROM pg_namespace WHERE nspname = 'chaos'))""";

    private static void migrate(String target) {
        Flyway.configure()
                .dataSource(url(ROLE), ROLE, ROLE + "-password")
                .schemas(ROLE)
                .createSchemas(false)
                .outOfOrder(true)
                .locations("db/web")
                .target(target)
                .load()
                .migrate();
    }

    private static String url(String role) {
        return Administrator.URL + "?currentSchema=" + role;
    }

    private static Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(url(role), role, role + "-password");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
