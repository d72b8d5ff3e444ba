package io.belastbar.load.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.FailureCause;
import io.belastbar.load.run.LoadRun;
import io.belastbar.load.run.LoadRunSettings;
import io.belastbar.load.run.RunTally;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;
import io.belastbar.load.transport.EventLoops;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whole runs of SQL steps, as the service drives them. */
class SqlRunIT extends PostgresLab {

    @Test
    void aTenantThatDoesNotExistFailsACheckOfRowsAndIsNotedWithoutOne() throws Exception {
        RunTally tally = run("""
                scenario: s
                database: d
                tenants: { names: [red, nobody] }
                load: { users: 4, requests-per-user: 10 }
                sql: { connections: 3, tenant-setting: app.tenant }
                steps:
                  - { name: checked, sql: SELECT id FROM item, check: { rows: "> 0" } }
                  - { name: mine, sql: SELECT id FROM item }
                  - { name: none, sql: SELECT id FROM item WHERE id < 0 }
                  - { name: setting, sql: SET LOCAL work_mem = '8MB' }
                """);

        assertThat(tally.totals().get(new CellKey(0, 0)).errors()).isEmpty();
        assertThat(tally.totals().get(new CellKey(0, 1)).errors()).containsExactly(entry(ErrorClass.CHECK_FAILED, 20));
        assertThat(tally.failures())
                .containsExactly(new FailureCause(0, ErrorClass.CHECK_FAILED, "", "expected rows > 0, got 0", 20));
        assertThat(tally.generator().notes())
                .filteredOn(note -> note.contains("row"))
                .containsExactly("Step 'none' returned or changed no row in any of its 40 executions;"
                        + " check: { rows: \"> 0\" } would fail it.");
    }

    @Test
    void aLostRowIsToldWithItsColumn() throws Exception {
        RunTally tally = run("""
                scenario: s
                database: d
                load: { users: 1, requests-per-user: 3 }
                steps:
                  - { name: two, sql: [ SELECT 1 AS id, SELECT 2 AS id WHERE false ], extract: { i: id } }
                """);

        assertThat(tally.failures())
                .containsExactly(
                        new FailureCause(0, ErrorClass.EXTRACTION_FAILED, "", "column 'id': the result has no row", 3));
    }

    private static Map.Entry<ErrorClass, Long> entry(ErrorClass error, long count) {
        return Map.entry(error, count);
    }

    private static RunTally run(String document) throws InterruptedException {
        Scenario scenario = ScenarioParser.parse(document, ScenarioLimits.DEFAULT);
        LoadRunSettings settings =
                new LoadRunSettings(2, Double.POSITIVE_INFINITY, Duration.ofSeconds(30), 1_000, 1_000);
        PostgresTarget target = PostgresTarget.of(
                URI.create("postgresql://127.0.0.1:" + postgres.port() + "/postgres"), "app", PASSWORD);
        int connections = LoadRun.connections(scenario, settings).count();
        try (LoadRun run = new LoadRun(
                scenario,
                settings,
                EventLoops.of(LoadRun.lanes(scenario, settings)),
                null,
                (loop, share) -> new PostgresDriver(
                        loop,
                        target,
                        new PostgresSettings(
                                scenario.sql(), share.part(connections), settings.timeout(), PATIENCE, "tenant")))) {
            run.open(PATIENCE);
            run.start();
            long end = System.nanoTime() + 2 * PATIENCE.toNanos();
            CountDownLatch never = new CountDownLatch(1);
            while (!run.snapshot().done() && System.nanoTime() < end) {
                never.await(100, TimeUnit.MILLISECONDS);
            }
            run.stop();
            return run.tally();
        }
    }
}
