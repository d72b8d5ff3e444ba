package io.belastbar.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.embedded.testing.TestInfrastructure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What waited when the version before was stopped is worked off by this one. */
class LeasedWorkMigrationIT {

    /** No test of this module uses this role's schema. */
    private static final String ROLE = "chaos";

    private static final String URL =
            "jdbc:" + TestInfrastructure.settings().get("belastbar.postgresql.url") + "?currentSchema=" + ROLE;

    @Test
    void runsKeepTheirOrderThoseUnderWayFirstAndSchedulesTheirNextTime() throws SQLException {
        migrate("6");
        execute("""
                INSERT INTO scenario_version (system, name, version, document, target, updated_at, updated_by)
                VALUES ('s', 'it', 1, '', 't', now(), 'x')""", """
                INSERT INTO test_run (id, system, scenario, scenario_version, target, state, requested_at, requested_by,
                                      planned_duration_ms, max_virtual_users, parallel, verdict, finished_at)
                SELECT ('00000000-0000-4000-8000-00000000000' || id)::uuid, 's', 'it', 1, 't', state, now(), 'x', 1, 1,
                       parallel, CASE state WHEN 'FINISHED' THEN 'PASSED' END, CASE state WHEN 'FINISHED' THEN now() END
                  FROM (VALUES (1, 'QUEUED', false), (2, 'RUNNING', false), (3, 'QUEUED', false), (4, 'QUEUED', true),
                               (5, 'FINISHED', false)) AS run (id, state, parallel)""", """
                INSERT INTO schedule (system, scenario, cron, time_zone, enabled, updated_at, updated_by, next_fire_at)
                VALUES ('s', 'it', '0 2 * * *', 'UTC', true, now(), 'x', '2030-01-01T02:00:00Z'),
                       ('s', 'off', '0 2 * * *', 'UTC', false, now(), 'x', NULL)""");

        migrate("latest");

        assertThat(rows("""
                        SELECT concat_ws(' ', right(item, 1), lane, attempts, (lease IS NOT NULL)::text)
                          FROM leased_work WHERE queue = 'test-runs' ORDER BY number""")).containsExactly("2 s 1 true", "1 s 0 false", "3 s 0 false", "4 0 false");
        assertThat(rows("SELECT item || ' ' || payload FROM leased_work WHERE queue = 'load-schedules'"))
                .containsExactly("s/it 2030-01-01T02:00:00.000000Z");
    }

    private static void migrate(String target) {
        Flyway.configure()
                .dataSource(URL, ROLE, ROLE + "-password")
                .schemas(ROLE)
                .createSchemas(false)
                .outOfOrder(true)
                .locations("db/backbone", "db/jobs", "db/document", "db/web", "db/migration")
                .target(target)
                .load()
                .migrate();
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(URL, ROLE, ROLE + "-password");
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
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
