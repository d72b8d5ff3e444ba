package io.belastbar.examples.smartbav.employee;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.examples.smartbav.testing.Api;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The flaw is really there, only there, and the fix really fixes it. */
@QuarkusTest
class MissingIndexIT {
    private static final String LIST = """
            SELECT id, first_name, last_name, email, date_of_birth, annual_salary, start_date, department, created_at
            FROM employees
            WHERE deleted_at IS NULL
            ORDER BY created_at DESC
            LIMIT 100
            """;
    private static final String FIX =
            "CREATE INDEX fix ON employees (organization_id, created_at DESC) WHERE deleted_at IS NULL";

    @Test
    void listReadsTheRowsOfAllTenants() throws SQLException {
        assertThat(plan(LIST))
                .contains("Seq Scan on employees")
                .contains("organization_id = current_setting('app.organization_id'")
                .doesNotContain("Index");
    }

    @Test
    void theProposedIndexEndsTheSequentialScan() throws SQLException {
        try (var owner = Api.database("smartbav_owner");
                var statement = owner.createStatement()) {
            statement.execute(FIX);
            try {
                assertThat(plan(LIST))
                        .contains("Index Scan using fix on employees")
                        .contains("Index Cond: (organization_id = current_setting(")
                        .doesNotContain("Seq Scan")
                        .doesNotContain("Sort");
            } finally {
                statement.execute("DROP INDEX fix");
            }
        }
    }

    @Test
    void loginIsNotFlawed() throws SQLException {
        assertThat(plan("SELECT id, password_hash FROM users WHERE email = 'makler1@smartcloud.de'"))
                .contains("Index Scan using users_email_key");
    }

    @Test
    void oneEmployeeIsFoundByItsKey() throws SQLException {
        assertThat(plan("SELECT id FROM employees WHERE id = 'emp_1_1' AND deleted_at IS NULL"))
                .contains("Index Scan using employees_pkey");
    }

    /** As an analyser sees it: by the observer's login in the role that reads, for a tenant. */
    private static String plan(String sql) throws SQLException {
        try (var observer = Api.database("smartbav_observer");
                var statement = observer.createStatement()) {
            statement.execute("SET ROLE smartbav_reader");
            statement.execute("SELECT set_config('app.organization_id', 'org_25', false)");
            return explain(observer, sql);
        }
    }

    private static String explain(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("EXPLAIN " + sql)) {
            var plan = new StringBuilder();
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
            return plan.toString();
        }
    }
}
