package io.belastbar.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.embedded.testing.TestInfrastructure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A schema with rows of the first version gets the newest one and keeps them. */
class MigrationIT {

    /** No test of this module uses this role's schema. */
    private static final String ROLE = "chaos";

    private static final String URL =
            "jdbc:" + TestInfrastructure.settings().get("belastbar.postgresql.url") + "?currentSchema=" + ROLE;

    @Test
    void deadLettersAndAppliedEventsOfTheFirstVersionAreKept() throws SQLException {
        migrate("0.2");
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO inbox_event (source, id) VALUES ('/elsewhere', 'applied')");
            statement.execute("""
                    INSERT INTO dead_letter (topic, kafka_partition, kafka_offset, key, headers, data, reason, exception,
                                             failed_at)
                    VALUES ('t', 1, 7, 'grün', '{"ce_source": "/elsewhere", "ce_id": "kept", "odd": "x"}', 'abc', 'r', 'e',
                            now()),
                           ('t', 1, 8, NULL, '{}', NULL, 'r', 'e', now())
                    """);
            statement.execute("INSERT INTO outbox_event (slot, topic, key, headers, created_at)"
                    + " VALUES (1, 't', 'k', '{\"ce_id\": \"1\"}', now())");
        }

        migrate("latest");

        assertThat(rows("SELECT source, id, handler FROM inbox_event")).containsExactly("/elsewhere|applied|*");
        assertThat(rows("SELECT convert_from(key, 'UTF8'), headers::text, event_source, event_id, handler"
                        + " FROM dead_letter ORDER BY kafka_offset"))
                .containsExactly(
                        "grün|[[\"odd\", \"x\"], [\"ce_id\", \"kept\"], [\"ce_source\", \"/elsewhere\"]]|/elsewhere|kept|null",
                        "null|[]|null|null|null");
        assertThat(rows("SELECT key, headers::text, binary_key FROM outbox_event"))
                .containsExactly("k|{\"ce_id\": \"1\"}|null");
    }

    private static void migrate(String target) {
        Flyway.configure()
                .dataSource(URL, ROLE, ROLE + "-password")
                .schemas(ROLE)
                .createSchemas(false)
                .locations("db/backbone")
                .target(target)
                .load()
                .migrate();
    }

    private static List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect();
                var found = connection.createStatement().executeQuery(sql)) {
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                    row.add(found.getString(column));
                }
                rows.add(String.join("|", row.stream().map(String::valueOf).toList()));
            }
        }
        return rows;
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(URL, ROLE, ROLE + "-password");
    }
}
