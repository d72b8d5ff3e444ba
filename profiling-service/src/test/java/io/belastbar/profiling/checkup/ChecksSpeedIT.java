package io.belastbar.profiling.checkup;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.postgresql.PostgresDriver;
import io.belastbar.load.postgresql.PostgresSettings;
import io.belastbar.load.postgresql.PostgresTarget;
import io.belastbar.load.result.Cell;
import io.belastbar.load.run.LoadRun;
import io.belastbar.load.run.LoadRunSettings;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;
import io.belastbar.load.transport.EventLoops;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.database.TestDatabase;
import io.belastbar.web.system.SystemDescription;
import io.belastbar.web.target.ObservedRoles;
import io.belastbar.web.target.Target;
import java.net.URI;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What all checks take in a large database, and what they cost it. Run by hand: {@code ./belastbar bench database-checks}. */
@Tag("slow")
class ChecksSpeedIT {
    private static final int TABLES = 2_000;
    private static final int PAIRS = Integer.getInteger("pairs", 5);
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** How often a database is checked. */
    private static final double INTERVAL_MS = 60_000;

    /** All but the one that looks at waits for two seconds, and sleeps in between: that is no work. */
    private static final List<DatabaseCheck> WORKING = DatabaseChecks.all().stream()
            .filter(check -> !check.name().equals("wait-events"))
            .toList();

    private static final String OWN = """
            SELECT coalesce(sum(s.total_exec_time + s.total_plan_time), 0) FROM pg_stat_statements s
            JOIN pg_roles r ON r.oid = s.userid WHERE r.rolname = 'checks_speed'
            """;

    @Test
    void checksAreQuickAndCostLittle() throws Exception {
        try (var database = TestDatabase.of(18)) {
            fill(database);
            try {
                measure(database);
            } finally {
                database.run("DROP OWNED BY checks_speed", "DROP ROLE checks_speed");
            }
        }
    }

    private static void measure(TestDatabase database) throws Exception {
        TargetSession session = database.session("checks_speed", "x");
        check(session);
        double ownBefore = number(database, OWN);
        double[] took = new double[5];
        for (int i = 0; i < took.length; i++) {
            long from = System.nanoTime();
            check(session);
            took[i] = (System.nanoTime() - from) / 1e6;
        }
        double own = (number(database, OWN) - ownBefore) / took.length;
        System.out.printf(
                "| tables | indexes | statements | all checks but wait-events, median ms | own statements, ms | share of a minute |%n"
                        + "|---|---|---|---|---|---|%n| %d | %.0f | %.0f | %.0f | %.0f | %.2f %% |%n",
                TABLES,
                number(database, "SELECT count(*) FROM pg_stat_user_indexes"),
                number(database, "SELECT count(*) FROM pg_stat_statements"),
                median(took),
                own,
                own / INTERVAL_MS * 100);
        slowest(session);
        double cost = pairs(database, session);
        System.out.printf("| cost of one round of checks in 10 s, median of %d pairs | %.2f %% |%n", PAIRS, cost * 100);

        assertThat(median(took)).isLessThan(2_000);
        assertThat(own / INTERVAL_MS).isLessThanOrEqualTo(0.01);
    }

    /** Share of requests that a window with checks has fewer than its neighbour without. */
    private static double pairs(TestDatabase database, TargetSession session) throws Exception {
        Scenario scenario =
                ScenarioParser.parse("""
                scenario: sql
                database: local
                sql: { connections: 8, pipelining: true }
                stages: [ { duration: 0s, target: 8 }, { duration: %ds, target: 8 } ]
                steps: [ { sql: "SELECT count(*) FROM hot WHERE id BETWEEN 1 AND 2000" } ]
                """.formatted(WINDOW.toSeconds() * (2 * PAIRS + 2)), ScenarioLimits.DEFAULT);
        var settings = new LoadRunSettings(1, Double.POSITIVE_INFINITY, TIMEOUT, 8, 8);
        var target = PostgresTarget.of(URI.create(database.url() + "?sslmode=disable"), "postgres", "postgres");
        double[] costs = new double[PAIRS];
        try (var run = new LoadRun(
                scenario,
                settings,
                EventLoops.of(1),
                null,
                (loop, share) -> new PostgresDriver(
                        loop,
                        target,
                        new PostgresSettings(scenario.sql(), share.part(8), TIMEOUT, TIMEOUT, "tenant")))) {
            run.open(TIMEOUT);
            run.start();
            window(run, null);
            for (int pair = 0; pair < PAIRS; pair++) {
                boolean first = pair % 2 == 0;
                long one = window(run, first ? session : null);
                long other = window(run, first ? null : session);
                costs[pair] = 1 - (double) (first ? one : other) / (first ? other : one);
                System.out.printf("pair %d: %+.2f %%%n", pair + 1, costs[pair] * 100);
            }
        }
        return median(costs);
    }

    private static long window(LoadRun run, TargetSession session) throws InterruptedException {
        long end = System.nanoTime() + WINDOW.toNanos();
        long before = requests(run);
        if (session != null) {
            check(session);
        }
        // What was sent is in the tally only after a look.
        while (System.nanoTime() < end) {
            Thread.sleep(200);
            run.snapshot();
        }
        return requests(run) - before;
    }

    private static long requests(LoadRun run) {
        run.snapshot();
        var sum = new Cell();
        run.tally().totals().values().forEach(sum::add);
        assertThat(sum.errorCount()).isZero();
        return sum.requests();
    }

    private static void check(TargetSession session) {
        assertThat(RunChecks.run(WORKING, session, checked()))
                .noneMatch(report -> report.summary().equals("Not checked"));
    }

    private static void slowest(TargetSession session) {
        List<String> lines = new ArrayList<>();
        for (DatabaseCheck check : WORKING) {
            long from = System.nanoTime();
            RunChecks.run(List.of(check), session, checked());
            lines.add("%6.0f ms %s".formatted((System.nanoTime() - from) / 1e6, check.name()));
        }
        lines.stream().sorted(Comparator.reverseOrder()).limit(10).forEach(System.out::println);
    }

    private static CheckedDatabase checked() {
        var description = new SystemDescription("shop", "Shop", "", ZoneOffset.UTC, Map.of("postgresql", "shop-db"));
        var target =
                new Target("shop-db", URI.create("postgresql://127.0.0.1/shop"), Optional.empty(), ObservedRoles.ALL);
        return new CheckedDatabase(description, target, "checks_speed", Instant.now());
    }

    private static void fill(TestDatabase database) throws Exception {
        database.run("CREATE ROLE checks_speed LOGIN PASSWORD 'x'", "GRANT pg_monitor TO checks_speed");
        try (Connection connection = database.connect();
                Statement sql = connection.createStatement()) {
            sql.execute("CREATE TABLE hot (id int PRIMARY KEY, t text);"
                    + "INSERT INTO hot SELECT g, md5(g::text) FROM generate_series(1, 100000) g");
            for (int i = 1; i <= TABLES; i++) {
                sql.execute(
                        ("CREATE TABLE t%1$d (id int PRIMARY KEY, tenant int, parent int REFERENCES hot, gone timestamptz);"
                                                + "CREATE INDEX t%1$d_a ON t%1$d (tenant) WHERE gone IS NULL;")
                                        .formatted(i)
                                + (i % 2 == 0
                                        ? "CREATE INDEX t%1$d_b ON t%1$d (parent, (tenant + 1));".formatted(i)
                                        : ""));
                if (i % 4 == 0) {
                    sql.execute(("ALTER TABLE t%1$d ENABLE ROW LEVEL SECURITY;"
                                    + "CREATE POLICY own ON t%1$d USING (tenant = current_setting('app.tenant')::int)")
                            .formatted(i));
                }
            }
            sql.execute("SELECT pg_stat_statements_reset()");
            for (int i = 1; i <= TABLES; i++) {
                sql.execute("SELECT id FROM t" + i + " WHERE tenant = 1");
                sql.execute("SELECT count(*) FROM t" + i);
                if (i % 2 == 0) {
                    sql.execute("SELECT parent FROM t" + i + " WHERE gone IS NULL");
                }
            }
            sql.execute("ANALYZE");
        }
    }

    private static double number(TestDatabase database, String sql) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getDouble(1);
        }
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
