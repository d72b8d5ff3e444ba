package io.belastbar.profiling.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.Severity;
import io.belastbar.plans.Plan;
import io.belastbar.plans.PlanParser;
import io.belastbar.plans.index.MissingIndexRule;
import io.belastbar.plans.index.facts.DatabaseProfile;
import io.belastbar.profiling.advisor.ReadDatabaseProfile;
import io.belastbar.profiling.database.PlannedStatement;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.database.TestDatabase;
import io.belastbar.profiling.diagnosis.Diagnosis;
import io.belastbar.profiling.statement.MeasuredStatement;
import io.belastbar.profiling.statement.StatementText;
import io.belastbar.profiling.workload.Workload;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the advisor adds to the simple rule, on plans of a real server. */
class AdvisedIndexesIT {
    private static final String JOIN =
            "SELECT o.id, i.qty FROM orders o JOIN items i ON i.order_id = o.id WHERE o.shop = $1";
    private static final String RANGE = "SELECT * FROM orders WHERE placed >= $1 AND placed < $1 + interval '1 hour'";
    private static final String EQUAL = "SELECT * FROM orders WHERE customer = $1";
    private static final String EXPRESSION = "SELECT * FROM orders WHERE lower(memo) = $1";

    private static TestDatabase database;
    private static TargetSession session;

    @BeforeAll
    static void shop() throws SQLException {
        database = TestDatabase.of(18);
        session = database.session();
        database.run(
                "CREATE TABLE orders (id bigint PRIMARY KEY, customer int, shop int, placed timestamptz, memo text)",
                "INSERT INTO orders SELECT g, g % 5000, g % 4000, '2024-01-01'::timestamptz + g * interval '1 minute',"
                        + " 'm' || md5(g::text) FROM generate_series(1, 60000) g",
                "CREATE INDEX ON orders (shop)",
                "CREATE TABLE items (order_id bigint, product int, qty int, info text)",
                "INSERT INTO items SELECT 1 + (g::bigint * 48271) % 60000, g % 2000, 1 + g % 5, repeat('i', 40)"
                        + " FROM generate_series(1, 100000) g",
                "VACUUM ANALYZE",
                // What filled them would count as the writes of a few seconds.
                "SELECT pg_stat_force_next_flush()",
                "SELECT pg_stat_reset()");
    }

    @AfterAll
    static void drop() throws SQLException {
        database.close();
    }

    private static PlannedStatement ran(String sql, double meanMs) {
        session.rows("SET max_parallel_workers_per_gather = 0");
        Plan plan = PlanParser.plan(session.rows("EXPLAIN (GENERIC_PLAN, VERBOSE, FORMAT JSON) " + sql)
                .getFirst()
                .text("QUERY PLAN"));
        var measured = new MeasuredStatement(
                Integer.toString(sql.hashCode()), "app", sql, 100, meanMs * 100, meanMs, 200, 90_000, 10);
        return new PlannedStatement(
                measured, StatementText.of(sql).orElseThrow(), plan.root().shape(), null, null, plan);
    }

    private static List<Diagnosis> advised(double totalMs, PlannedStatement... statements) {
        return advised(totalMs, List.of(statements));
    }

    private static List<Diagnosis> advised(double totalMs, List<PlannedStatement> statements) {
        Set<String> tables = new TreeSet<>();
        statements.forEach(statement -> tables.addAll(statement.qualifiedTables()));
        DatabaseProfile profile = new ReadDatabaseProfile(session).of(tables);
        return new AdvisedIndexes(new MissingIndexes(MissingIndexRule.DEFAULT), profile, totalMs, 600)
                .diagnose(new Workload(statements, SimpleFacts.of(profile)));
    }

    @Test
    void joinLacksAnIndexWithReasonCostAndExpectedEffect() {
        FindingRaised finding = advised(2_000, ran(JOIN, 20)).getFirst().finding("shop", "db", Instant.EPOCH);

        assertThat(finding.fingerprint()).isEqualTo("missing-index:shop:db:public.items:order_id:");
        assertThat(finding.title()).isEqualTo("Missing index on items (order_id) INCLUDE (qty)");
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.description()).contains("Estimated: ").contains("Cost: each written row");
        assertThat(finding.evidence()).containsEntry("statement", JOIN).hasEntrySatisfying("ddl", ddl -> assertThat(ddl)
                .startsWith("CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_items_order_id_")
                .endsWith(" ON public.items (order_id) INCLUDE (qty)"));
        assertThat(finding.details().expectedEffect().before())
                .isGreaterThan(10 * finding.details().expectedEffect().after());
    }

    @Test
    void rangeAndExpressionAreFoundAndWhatTheSimpleRuleFindsIsLeftToIt() {
        assertThat(advised(6_000, ran(RANGE, 20), ran(EXPRESSION, 20), ran(EQUAL, 20)))
                .extracting(Diagnosis::title)
                .containsExactlyInAnyOrder(
                        "Missing index on orders (placed)", "Missing index on orders ((lower(memo)))");
        assertThat(advised(2_000, ran(EQUAL, 20))).isEmpty();
    }

    @Test
    void statementsThatTookLittleAreNotWorthAnIndex() {
        assertThat(advised(2_000, ran(JOIN, 4.9))).isEmpty();
        assertThat(advised(200_001, ran(JOIN, 20))).isEmpty();
        assertThat(advised(199_999, ran(JOIN, 20)))
                .extracting(Diagnosis::severity)
                .containsExactly(Severity.MEDIUM);
    }

    @Test
    void indexThatSpeedsUpASmallPartOfAStatementIsNotAdvised() {
        String mostlyElsewhere =
                "SELECT (SELECT count(*) FROM items a JOIN items b USING (product)), o.id FROM orders o"
                        + " WHERE o.placed = $1";

        assertThat(advised(2_000, ran(mostlyElsewhere, 20))).isEmpty();
    }

    @Test
    void nothingIsSaidOnceTheIndexIsThere() throws SQLException {
        database.run("CREATE INDEX there ON items (order_id)", "ANALYZE items");
        try {
            assertThat(advised(2_000, ran(JOIN, 20))).isEmpty();
        } finally {
            database.run("DROP INDEX there");
        }
    }

    /** The time itself is not asserted, only that it ends. */
    @Test
    void manyStatementsOnManyTablesAreAdvisedOnce() throws SQLException {
        List<PlannedStatement> many = new ArrayList<>();
        List<String> tables = new ArrayList<>();
        for (int t = 0; t < 10; t++) {
            tables.add("CREATE TABLE many_" + t + " AS SELECT g AS id, g % 3000 AS a, g % 4000 AS b, g % 5000 AS c,"
                    + " repeat('x', 60) AS t FROM generate_series(1, 20000) g");
        }
        tables.addAll(List.of("ANALYZE", "SELECT pg_stat_force_next_flush()", "SELECT pg_stat_reset()"));
        database.run(tables.toArray(String[]::new));
        for (int s = 0; s < 50; s++) {
            String join = " JOIN many_" + (s + 1 + s / 10) % 10 + " y ON y.a = x.b";
            String sql = "SELECT x.t FROM many_" + s % 10 + " x" + (s % 3 == 0 ? join : "")
                    + " WHERE x.id BETWEEN $1 AND $1 + " + s + " ORDER BY x.c";
            many.add(ran(sql, 20));
        }

        List<Diagnosis> diagnoses = advised(100_000, many);

        assertThat(diagnoses).hasSizeBetween(1, 20);
        assertThat(diagnoses)
                .extracting(diagnosis -> diagnosis.fingerprint("s", "db"))
                .doesNotHaveDuplicates();
    }

    /** The sample system's statements under its policy, each as if it took much: the worst case for silence. */
    @Test
    void sampleSystemGetsNothingBesideItsOneIndexAndNothingOnceThatIsThere() throws SQLException {
        database.run(
                "DO $$ BEGIN CREATE ROLE advised_app; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
                "CREATE TABLE employees (id text PRIMARY KEY, organization_id text NOT NULL, first_name text, email text,"
                        + " created_at timestamptz NOT NULL, deleted_at timestamptz)",
                "INSERT INTO employees SELECT 'emp_' || g, 'org_' || g % 20, 'V' || g, 'e' || g || '@smartcloud.de',"
                        + " now() - (g * 7919 % 50000) * interval '1 minute', CASE WHEN g % 50 = 0 THEN now() END"
                        + " FROM generate_series(1, 30000) g",
                "ALTER TABLE employees ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY tenant ON employees TO advised_app"
                        + " USING (organization_id = current_setting('app.organization_id', true))",
                "GRANT SELECT, UPDATE ON employees TO advised_app",
                "VACUUM ANALYZE employees",
                "SELECT pg_stat_force_next_flush()",
                "SELECT pg_stat_reset()");

        assertThat(ofSample()).isEmpty();

        database.run(
                "CREATE INDEX fix ON employees (organization_id, created_at DESC) WHERE deleted_at IS NULL",
                "ANALYZE employees");
        assertThat(ofSample()).isEmpty();
    }

    private static List<Diagnosis> ofSample() {
        String columns = "SELECT id, first_name, email, created_at FROM employees WHERE deleted_at IS NULL";
        session.rows("SET ROLE advised_app");
        try {
            List<PlannedStatement> statements = List.of(
                    ran(columns + " ORDER BY created_at DESC LIMIT $1", 40),
                    ran(columns + " AND created_at <= $2 AND id <> ALL ($3) ORDER BY created_at DESC LIMIT $1", 30),
                    ran(columns + " ORDER BY created_at DESC, id DESC LIMIT $1 OFFSET $2", 30),
                    ran("SELECT count(*) FROM employees WHERE deleted_at IS NULL", 20),
                    ran(columns + " AND id = $1", 20));
            List<Diagnosis> asReader = advised(14_000, statements);
            session.rows("RESET ROLE");
            List<Diagnosis> all = new ArrayList<>(advised(14_000, statements));
            all.addAll(asReader);
            return all;
        } finally {
            session.rows("RESET ROLE");
        }
    }
}
