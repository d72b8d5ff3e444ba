package io.belastbar.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.embedded.testing.TestInfrastructure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What the version before knew of its findings is their history. */
class HistoryMigrationIT {
    /** No test of this module uses this role's schema. */
    private static final String ROLE = "chaos";

    private static final String URL =
            "jdbc:" + TestInfrastructure.settings().get("belastbar.postgresql.url") + "?currentSchema=" + ROLE;

    @Test
    void findingsOfBeforeTellWhatIsKnownOfThem() throws SQLException {
        migrate("2");
        finding(1, "OPEN", "2026-01-01T00:00:00Z", 1);
        finding(2, "ACCEPTED", "2026-01-03T00:00:00.000123Z", 4);
        finding(3, "OPEN", "2026-01-05T00:00:00Z", 2);
        decided("PE-002", "IN_PROGRESS", "anna", null, "2026-01-02T00:00:00Z");
        decided("PE-002", "ACCEPTED", "board", "risk taken", "2026-01-03T00:00:00Z");
        decided("PE-003", "RESOLVED", "anna", "index is there", "2026-01-04T00:00:00Z");

        migrate("latest");

        assertThat(rows("""
                        SELECT concat_ws(' ', finding, position, kind, by, to_status, reason, severity, times)
                          FROM finding_history ORDER BY finding, position"""))
                .containsExactly(
                        "1 1 RAISED budget-service HIGH 1",
                        "2 1 RAISED budget-service HIGH 1",
                        "2 2 SEEN_AGAIN budget-service HIGH 3",
                        "2 3 STATUS_CHANGED anna IN_PROGRESS 1",
                        "2 4 STATUS_CHANGED board ACCEPTED risk taken 1",
                        "3 1 RAISED budget-service HIGH 1",
                        "3 2 SEEN_AGAIN budget-service HIGH 1",
                        "3 3 STATUS_CHANGED anna RESOLVED index is there 1",
                        "3 4 STATUS_CHANGED profiling-service OPEN 1");
        assertThat(rows("SELECT concat_ws(' ', number, decided_by, decided_reason) FROM finding ORDER BY ordinal"))
                .containsExactly("PE-001", "PE-002 board risk taken", "PE-003 profiling-service");
    }

    private static void finding(int ordinal, String status, String changedAt, int occurrences) throws SQLException {
        execute("""
                INSERT INTO finding (ordinal, number, fingerprint, system, found_by, registered_at, last_seen_at,
                    occurrences, severity, category, component, title, description, recommended_measures, status,
                    status_changed_at, evidence, version)
                VALUES (%1$d, 'PE-00%1$d', 'f%1$d', 's', 'budget-service', '2026-01-01T00:00:00Z', '2026-01-01T12:00:00Z',
                    %4$d, 'HIGH', 'Performance', 'c', 't', 'd', '{}', '%2$s', '%3$s', '{}', 1)
                """.formatted(ordinal, status, changedAt, occurrences));
    }

    private static void decided(String number, String status, String by, String reason, String at) throws SQLException {
        execute("""
                INSERT INTO audit_log (started_at, finished_at, principal, action, subject, detail)
                VALUES ('%5$s', '%5$s', '%3$s', 'finding status %2$s', '%1$s', %4$s)
                """.formatted(number, status, by, reason == null ? "NULL" : "'" + reason + "'", at));
    }

    private static void migrate(String target) {
        Flyway.configure()
                .dataSource(URL, ROLE, ROLE + "-password")
                .schemas(ROLE)
                .createSchemas(false)
                .outOfOrder(true)
                .locations("db/backbone", "db/jobs", "db/document", "db/system", "db/web", "db/migration")
                .target(target)
                .load()
                .migrate();
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(URL, ROLE, ROLE + "-password");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(URL, ROLE, ROLE + "-password");
                var found = connection.createStatement().executeQuery(sql)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }
}
