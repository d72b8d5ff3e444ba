package io.belastbar.loadtest.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.jobs.Await;
import io.belastbar.loadtest.ScriptedTarget;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ScriptedTarget.class)
class RetentionIT {

    @Inject
    RetentionJob retention;

    @Inject
    Pool pool;

    @Inject
    MeterRegistry metrics;

    private final String system = "r-" + UUID.randomUUID();
    private final Instant now = Instant.now();

    @AfterEach
    void removeThem() {
        Await.of(pool.preparedQuery("DELETE FROM test_run WHERE system = $1").execute(Tuple.of(system)));
    }

    @Test
    void anOldRunLosesItsSecondsAndKeepsItsTotals() {
        UUID old = ended("it", "PASSED", 91);
        UUID younger = ended("it", "PASSED", 89);
        UUID newest = ended("it", "FAILED", 1);

        retention.remove(now);

        assertThat(rows("run_second", old)).isZero();
        assertThat(rows("run_progress", old)).isZero();
        assertThat(rows("run_cell", old)).isEqualTo(1);
        assertThat(rows("endpoint_result", old)).isEqualTo(1);
        assertThat(removedAt(old)).isNotNull();
        for (UUID kept : List.of(younger, newest)) {
            assertThat(rows("run_second", kept)).isEqualTo(3);
            assertThat(removedAt(kept)).isNull();
        }
        assertThat(metrics.counter("belastbar.loadtest.retention.seconds.removed")
                        .count())
                .isGreaterThanOrEqualTo(3);
    }

    @Test
    void aVeryOldRunIsRemovedWithAllThatIsKeptOfIt() {
        UUID old = ended("it", "ABORTED", 1831);
        UUID younger = ended("it", "ABORTED", 1829);

        retention.remove(now);

        assertThat(rows("test_run", old)).isZero();
        for (String table : List.of("run_result", "run_cell", "run_second", "run_progress", "endpoint_result")) {
            assertThat(rows(table, old)).as(table).isZero();
        }
        assertThat(rows("test_run", younger)).isEqualTo(1);
        assertThat(rows("run_cell", younger)).isEqualTo(1);
        assertThat(rows("run_second", younger)).isZero();
    }

    @Test
    void theNewestSoundRunOfAScenarioIsKeptHoweverOld() {
        UUID before = ended("it", "PASSED", 3000);
        UUID newest = ended("it", "PASSED", 2000);
        ended("it", "INVALID", 1900);
        UUID other = ended("other", "FAILED", 2500);

        retention.remove(now);

        assertThat(rows("test_run", before)).isZero();
        for (UUID kept : List.of(newest, other)) {
            assertThat(rows("run_second", kept)).isEqualTo(3);
            assertThat(removedAt(kept)).isNull();
        }
    }

    @Test
    void whatHasNotEndedIsNeverRemoved() {
        UUID queued = run("it", "QUEUED", null, 4000, 4000);
        UUID running = run("it", "RUNNING", null, 4000, 4000);
        seconds(running, 3);

        retention.remove(now);

        assertThat(rows("test_run", queued)).isEqualTo(1);
        assertThat(rows("run_second", running)).isEqualTo(3);
    }

    /** It took place years ago, and was imported today. */
    @Test
    void anImportedRunIsAsOldAsItsImport() {
        UUID imported = run("imported", "FINISHED", "INVALID", 0, 4000);
        seconds(imported, 3);

        retention.remove(now);

        assertThat(rows("run_second", imported)).isEqualTo(3);
    }

    @Test
    void moreThanOneTransactionTakesIsRemovedAll() {
        UUID old = ended("it", "ABORTED", 100);
        seconds(old, 2_500);
        for (int i = 0; i < 12; i++) {
            ended("it", "ABORTED", 2000 + i);
        }

        retention.remove(now);

        assertThat(rows("run_second", old)).isZero();
        assertThat(Await.of(pool.preparedQuery("SELECT count(*) FROM test_run WHERE system = $1")
                                .execute(Tuple.of(system)))
                        .iterator()
                        .next()
                        .getLong(0))
                .isEqualTo(1);
    }

    private UUID ended(String scenario, String verdict, int daysAgo) {
        UUID id = run(scenario, "FINISHED", verdict, daysAgo, daysAgo);
        seconds(id, 3);
        return id;
    }

    private UUID run(String scenario, String state, String verdict, int requestedDaysAgo, int finishedDaysAgo) {
        UUID id = UUID.randomUUID();
        sql("""
                INSERT INTO test_run (id, system, scenario, scenario_version, target, state, requested_at, requested_by,
                                      planned_duration_ms, max_virtual_users, parallel, verdict, started_at, finished_at)
                VALUES ('%1$s', '%2$s', '%3$s', 1, 't', '%4$s', now() - %6$d * interval '1 day', 'x', 1, 1, true,
                        %5$s, now() - %7$d * interval '1 day',
                        CASE '%4$s' WHEN 'FINISHED' THEN now() - %7$d * interval '1 day' END)""".formatted(
                        id,
                        system,
                        scenario,
                        state,
                        verdict == null ? "NULL" : "'" + verdict + "'",
                        requestedDaysAgo,
                        finishedDaysAgo));
        sql("INSERT INTO run_result (run_id, steps, tenants, provenance) VALUES ('%s', '[]', '[]', '{}')"
                .formatted(id));
        sql("INSERT INTO run_cell (run_id, step, tenant, cell) VALUES ('%s', 0, 0, '')".formatted(id));
        sql("""
                INSERT INTO endpoint_result (run_id, position, endpoint, tag, requests, errors, skipped, offered,
                                             achieved, response, service, histogram)
                VALUES ('%s', 0, 'e', 'e', 1, '{}', 0, 1, 1, '{}', '{}', '')""".formatted(id));
        return id;
    }

    private void seconds(UUID run, int count) {
        for (String table : List.of("run_second (run_id, second, data)", "run_progress (run_id, position, point)")) {
            String value = table.startsWith("run_second") ? "''" : "'{}'";
            sql("INSERT INTO %s SELECT '%s', n, %s FROM generate_series(1, %d) n ON CONFLICT DO NOTHING"
                    .formatted(table, run, value, count));
        }
    }

    private long rows(String table, UUID run) {
        String key = table.equals("test_run") ? "id" : "run_id";
        return Await.of(pool.preparedQuery("SELECT count(*) FROM " + table + " WHERE " + key + " = $1")
                        .execute(Tuple.of(run)))
                .iterator()
                .next()
                .getLong(0);
    }

    private Object removedAt(UUID run) {
        return Await.of(pool.preparedQuery("SELECT seconds_removed_at FROM test_run WHERE id = $1")
                        .execute(Tuple.of(run)))
                .iterator()
                .next()
                .getValue(0);
    }

    private void sql(String statement) {
        Await.of(pool.query(statement).execute());
    }
}
