package io.belastbar.examples.smartbav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.embedded.testing.TestInfrastructure;
import io.belastbar.examples.smartbav.testing.Api;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** What the analyser's login may do to the sample's database: read for a tenant, and nothing else. */
@QuarkusTest
class ObserverIT {
    private static final String NOT_PERMITTED = "42501";

    @Test
    void writesAreRefusedOnEveryTableInEveryRoleThatItMayTake() throws SQLException {
        var refused = new SoftAssertions();
        try (var observer = Api.database("smartbav_observer")) {
            List<String> roles = roles(observer);
            assertThat(roles).contains("smartbav_observer", "smartbav_reader").doesNotContain("smartbav_app");
            for (String role : roles) {
                execute(observer, "SET ROLE " + role);
                execute(observer, "SET default_transaction_read_only = off");
                for (String write : writes(observer)) {
                    refused.assertThatThrownBy(() -> execute(observer, write))
                            .as("%s as %s", write, role)
                            .extracting(failure -> ((SQLException) failure).getSQLState())
                            .isEqualTo(NOT_PERMITTED);
                }
            }
        }
        refused.assertAll();
    }

    private static List<String> writes(Connection observer) throws SQLException {
        var writes = new ArrayList<String>();
        for (String table : strings(observer, """
                SELECT format('%I.%I', nspname, relname) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
                WHERE relkind IN ('r', 'p', 'f', 'm') AND nspname !~ '^pg_toast'
                """)) {
            String column = strings(observer, """
                    SELECT quote_ident(attname) FROM pg_attribute
                    WHERE attrelid = '%s'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum
                    """.formatted(table)).getFirst();
            writes.add("INSERT INTO " + table + " DEFAULT VALUES");
            writes.add("UPDATE " + table + " SET " + column + " = " + column);
            writes.add("DELETE FROM " + table);
            writes.add("TRUNCATE " + table);
            writes.add("CREATE INDEX ON " + table + " (" + column + ")");
        }
        assertThat(writes).contains("DELETE FROM public.employees", "TRUNCATE public.signing_key");
        for (String schema : strings(observer, "SELECT quote_ident(nspname) FROM pg_namespace")) {
            writes.add("CREATE TABLE " + schema + ".mine (id int)");
        }
        writes.addAll(List.of(
                "CREATE TEMPORARY TABLE mine (id int)",
                "CREATE SCHEMA mine",
                "CREATE DATABASE mine",
                "SELECT id FROM employees FOR SHARE",
                "SELECT claim_batch_job('observer', interval '0')",
                "SELECT lo_create(0)",
                "SELECT lo_creat(-1)",
                "SELECT lo_from_bytea(0, 'x')",
                "COPY employees FROM PROGRAM 'cat'",
                "DO $$ BEGIN LOCK TABLE employees IN EXCLUSIVE MODE; END $$",
                "COMMENT ON TABLE employees IS 'mine'",
                "ALTER SYSTEM SET work_mem = '1MB'",
                "SELECT pg_stat_statements_reset()",
                "GRANT smartbav_app TO smartbav_observer",
                "SET ROLE smartbav_app",
                "SET ROLE smartbav_owner"));
        return writes;
    }

    @Test
    void withoutATenantItSeesNoRowOfAnyAndWithOneOnlyThose() throws SQLException {
        try (var observer = Api.database("smartbav_observer")) {
            assertThatThrownBy(() -> execute(observer, "SELECT 1 FROM employees"))
                    .hasMessageContaining("permission denied for table employees");
            execute(observer, "SET ROLE smartbav_reader");
            for (String table : List.of("employees", "offers", "batch_jobs")) {
                assertThat(strings(observer, "SELECT id FROM " + table))
                        .as(table)
                        .isEmpty();
            }

            execute(observer, "SELECT set_config('app.organization_id', 'org_2', false)");

            assertThat(strings(observer, "SELECT DISTINCT organization_id FROM employees"))
                    .containsExactly("org_2");
        }
    }

    @Test
    void whatTheApplicationCannotReadItCannotRead() throws SQLException {
        try (var observer = Api.database("smartbav_observer")) {
            execute(observer, "SET ROLE smartbav_reader");
            for (String table : List.of("signing_key", "organizations")) {
                assertThatThrownBy(() -> execute(observer, "SELECT * FROM " + table))
                        .hasMessageContaining("permission denied for table " + table);
            }
        }
    }

    @Test
    void theDatabasesOfTheServicesAreClosedToIt() {
        String sample = TestInfrastructure.settings().get("smartbav.database.url");
        String server = "jdbc:" + sample.substring(0, sample.lastIndexOf('/'));

        for (String database : List.of("belastbar", "postgres")) {
            assertThatThrownBy(() -> DriverManager.getConnection(
                            server + "/" + database, "smartbav_observer", "smartbav_observer-password"))
                    .hasMessageContaining("permission denied for database \"" + database + "\"");
        }
    }

    private static List<String> roles(Connection observer) throws SQLException {
        return strings(
                observer, "SELECT rolname::text FROM pg_roles WHERE pg_has_role(session_user, oid, 'SET') ORDER BY 1");
    }

    private static List<String> strings(Connection connection, String query) throws SQLException {
        var strings = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        }
        return strings;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
