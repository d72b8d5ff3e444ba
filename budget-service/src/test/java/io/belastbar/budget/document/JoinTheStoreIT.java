package io.belastbar.budget.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was stored before there was one store is in it after the migration, which is rolled back here. */
@QuarkusTest
class JoinTheStoreIT {

    @Inject
    Pool pool;

    @Test
    void everyVersionIsMovedWithWhoWhenAndWhy() {
        var script = String.join(
                "\n",
                resource("/db/migration/V1__budgets_and_evaluations.sql").split("-- A finished run", 2)[0],
                resource("/db/migration/V10__documents_and_series.sql").split("-- Every value", 2)[0],
                resource("/db/migration/V12__settings.sql"),
                """
                ALTER TABLE run_to_evaluate ADD CONSTRAINT run_to_evaluate_system_budget_version_fkey
                      FOREIGN KEY (system, budget_version) REFERENCES budget_document (system, version) NOT VALID;
                INSERT INTO budget_document (system, name, version, content, sha256, file_name, objectives, updated_at,
                                             updated_by, reason)
                VALUES ('joins', 'performance-budget', 1, 'a: ü', 'x1', 'b.yml', 1, '2026-01-02Z', 'ann', 'why'),
                       ('joins', 'more', 2, 'b', 'x2', NULL, 1, '2026-01-03Z', 'bob', NULL),
                       ('joins', 'more', 3, NULL, '', NULL, 0, '2026-01-04Z', 'bob', 'gone');
                INSERT INTO settings_document (kind, system, version, content, updated_at, updated_by)
                VALUES ('ESCALATION_RULES', 'joins', 1, 'escalation: {}', '2026-01-05Z', 'cy'),
                       ('MEASUREMENT_SOURCES', 'joins', 7, 'prometheus: ß', '2026-01-06Z', 'cy');
                """,
                resource("/db/migration/V70__documents_join_the_store.sql"));

        var moved = pool.withConnection(connection -> connection.begin().chain(transaction -> connection
                        .query(script)
                        .execute()
                        .chain(() -> rows(connection))
                        .eventually(transaction::rollback)))
                .await()
                .atMost(Duration.ofSeconds(60));

        assertThat(moved)
                .containsExactly(
                        "budget joins more 2 b x2 null null 2026-01-03 bob null",
                        "budget joins more 3 null  null null 2026-01-04 bob gone",
                        "budget joins performance-budget 1 a: ü x1 b.yml null 2026-01-02 ann why",
                        "escalation-rules joins escalation-rules 1 escalation: {} "
                                + "right null null 2026-01-05 cy null",
                        "measurement-sources joins measurement-sources 7 prometheus: ß "
                                + "right null null 2026-01-06 cy null");
    }

    private static Uni<List<String>> rows(SqlConnection connection) {
        return connection.query("""
                        SELECT concat_ws(' ', kind, system, name, version,
                                         coalesce(convert_from(content, 'UTF8'), 'null'),
                                         CASE WHEN sha256 = encode(sha256(content), 'hex') THEN 'right' ELSE sha256 END,
                                         coalesce(file_name, 'null'), coalesce(understood::text, 'null'),
                                         (updated_at AT TIME ZONE 'UTC')::date, updated_by, coalesce(reason, 'null'))
                          FROM document WHERE system = 'joins' ORDER BY kind, name, version""").execute().map(rows -> {
            var lines = new ArrayList<String>();
            rows.forEach(row -> lines.add(row.getString(0)));
            return lines;
        });
    }

    private static String resource(String path) {
        try (var stream = JoinTheStoreIT.class.getResourceAsStream(path)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
