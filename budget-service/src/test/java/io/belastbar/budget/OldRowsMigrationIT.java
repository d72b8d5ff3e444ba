package io.belastbar.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.embedded.testing.TestInfrastructure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What waited when the version before was stopped is worked off by this one, and what was told stays told. */
class OldRowsMigrationIT {

    /** The service of this role is not started here; what other tests made in its schema is removed first. */
    private static final String ROLE = "chaos";

    private static final String URL =
            "jdbc:" + TestInfrastructure.settings().get("belastbar.postgresql.url") + "?currentSchema=" + ROLE;

    @Test
    void runsMessagesCollectionsAndRemindersThatWaitedAreCarriedOver() throws SQLException {
        flyway("60").clean();
        flyway("60").migrate();
        execute("""
                INSERT INTO run_to_evaluate (run_id, system, state, run, attempts, problem)
                VALUES ('waits', 's', 'PENDING', '{}', 3, 'no facts yet'), ('done', 's', 'DONE', '{}', 1, NULL)""", """
                INSERT INTO escalation (escalation_id, system, rule, to_role, fingerprint, number, severity, component,
                       title, reason, reason_german, repeat_ms, next_repeat_at, acknowledged_at)
                VALUES ('00000000-0000-4000-8000-000000000001', 's', 'r', 'o', 'f', 'PE-1', 'HIGH', 'c', 't', 'r', 'r', 1,
                        now(), NULL),
                       ('00000000-0000-4000-8000-000000000002', 's', 'r', 'o', 'f', 'PE-1', 'HIGH', 'c', 't', 'r', 'r', 1,
                        NULL, now())""", """
                INSERT INTO escalation_delivery (delivery_id, escalation_id, channel, name, repeat, state, attempts, due_at)
                SELECT ('00000000-0000-4000-8000-00000000001' || id)::uuid, '00000000-0000-4000-8000-000000000001',
                       'WEBHOOK', 'n', 0, state, 2, now()
                  FROM (VALUES (1, 'PENDING'), (2, 'DELIVERED')) AS message (id, state)""", """
                INSERT INTO measurement_collection (system) VALUES ('s')""");

        flyway("latest").migrate();

        assertThat(rows("""
                        SELECT concat_ws(' ', queue, right(item, 13), attempts, problem) FROM leased_work
                         WHERE queue NOT IN ('alerts', 'breaker-silences', 'burn-rates', 'regression-looks', 'retention')
                         ORDER BY queue"""))
                .containsExactly(
                        "collections s 0",
                        "deliveries -000000000011 2",
                        "evaluations waits 3 no facts yet",
                        "reminders -000000000001 0");
    }

    @Test
    void limitsThatSomebodyWasToldOfAreKnownUnderTheirNewCause() throws SQLException {
        flyway("60").clean();
        flyway("60").migrate();
        execute("""
                INSERT INTO escalation (escalation_id, system, rule, to_role, fingerprint, number, severity, component,
                       title, reason, reason_german)
                SELECT gen_random_uuid(), 's', 'r', 'o', fingerprint, '', 'HIGH', component, title, 'r', 'r'
                  FROM (VALUES ('capacity:s:storage', 'storage', 'storage reaches its limit of 110.0 GB in 4.7 days'),
                               ('capacity:s:requests', 'requests', 'requests has reached its limit of 1.0E12 : Slow down'),
                               ('capacity:s:odd', 'odd', 'odd is near'),
                               ('breaker:a', 'a', 'a reaches its limit of 3 GB in 1 days'))
                       AS told (fingerprint, component, title)""");

        flyway("latest").migrate();

        assertThat(rows("SELECT fingerprint FROM escalation ORDER BY fingerprint"))
                .containsExactly(
                        "breaker:a", "capacity:s:odd", "capacity:s:requests:1000000000000", "capacity:s:storage:110");
    }

    private static Flyway flyway(String target) {
        return Flyway.configure()
                .dataSource(URL, ROLE, ROLE + "-password")
                .schemas(ROLE)
                .createSchemas(false)
                .outOfOrder(true)
                .cleanDisabled(false)
                .locations("db/backbone", "db/jobs", "db/document", "db/web", "db/migration")
                .target(target)
                .load();
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
