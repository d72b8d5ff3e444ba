package io.belastbar.profiling.rls.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.Severity;
import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.database.TestDatabase;
import io.belastbar.profiling.diagnosis.Diagnosis;
import io.belastbar.profiling.statement.MeasuredStatement;
import io.belastbar.web.system.SystemDescription;
import io.belastbar.web.target.ObservedRoles;
import io.belastbar.web.target.Target;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which statements are told and which are not, in real databases of each release that targets run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeakproofOperatorsIT {
    private static final String APP = "leak_app";
    private static final String READER = "leak_reader";
    private static final String BYPASS = "leak_bypass";
    private static final String OWNER = "leak_owner";

    private final Map<Integer, TestDatabase> databases = new LinkedHashMap<>();

    /** Statement to the kind of its remedy. */
    private static final Map<String, String> TOLD = new LinkedHashMap<>();

    static {
        TOLD.put("SELECT id FROM orders WHERE email LIKE $1", "starts-with");
        TOLD.put("SELECT id FROM orders WHERE email LIKE $1 || $2", "starts-with");
        TOLD.put("SELECT id FROM orders WHERE code LIKE $1", "starts-with");
        TOLD.put("UPDATE orders SET deleted_at = now() WHERE email LIKE $1", "starts-with");
        TOLD.put(
                "SELECT o.id FROM orders o JOIN clients c ON c.id = o.client WHERE o.email LIKE $1 AND c.name = $2",
                "starts-with");
        TOLD.put("SELECT id FROM orders WHERE deleted_at IS NULL AND created_at > CURRENT_DATE", "cast-value");
        TOLD.put("SELECT id FROM orders WHERE deleted_at IS NULL AND created_at > $1::date", "cast-value");
        TOLD.put(
                "SELECT id FROM orders WHERE deleted_at IS NULL AND created_at >= CURRENT_DATE - $1::int",
                "cast-value");
        TOLD.put("SELECT id FROM orders WHERE deleted_at IS NULL AND date $1 <= created_at", "cast-value");
        TOLD.put("SELECT id FROM orders WHERE day >= $1::timestamptz", "cast-value");
        TOLD.put("SELECT id FROM orders WHERE pieces > $1::numeric", "cast-value");
        TOLD.put("SELECT id FROM orders WHERE amount > $1", "none");
        TOLD.put("SELECT id FROM orders WHERE amount = ANY ($1)", "none");
        TOLD.put("SELECT id FROM orders WHERE lower(name) = $1", "generated-column");
        TOLD.put("SELECT id FROM \"größe\".\"Auf\"\"trag $1\" WHERE \"Preis €\" > $1", "none");
        TOLD.put("SELECT id FROM events WHERE kind LIKE $1", "starts-with");
        TOLD.put("SELECT count(*) FROM of_many WHERE tag LIKE $1", "starts-with");
    }

    private static final List<String> SILENT = List.of(
            "SELECT id FROM orders WHERE deleted_at IS NULL AND created_at > $1",
            "SELECT id FROM orders WHERE deleted_at IS NULL AND created_at > CURRENT_DATE::timestamptz",
            "SELECT id FROM orders WHERE created_at > CURRENT_DATE",
            "SELECT id FROM orders WHERE id = $1",
            "SELECT id FROM orders WHERE id = $1 AND email LIKE '%x'",
            "SELECT id FROM orders WHERE pieces = $1",
            "SELECT id FROM orders WHERE pieces + 1 = $1",
            "SELECT id FROM orders WHERE email LIKE '%@test.de'",
            "SELECT id FROM orders WHERE email ILIKE $1",
            "SELECT id FROM orders WHERE email ~ $1",
            "SELECT id FROM orders WHERE email NOT LIKE $1",
            "SELECT id FROM orders WHERE email LIKE $1 OR pieces = $2",
            "SELECT id FROM orders WHERE name LIKE $1",
            "SELECT id FROM orders WHERE upper(name) = $1",
            "SELECT id FROM orders WHERE created_at::date = $1",
            "SELECT id FROM orders WHERE email ^@ $1",
            "SELECT id FROM orders WHERE email = $1",
            "SELECT id FROM small WHERE email LIKE $1",
            "SELECT id FROM open WHERE email LIKE $1",
            "SELECT id FROM always WHERE email LIKE $1",
            "SELECT id FROM own_condition WHERE pieces > $1",
            "SELECT id FROM not_there WHERE email LIKE $1",
            "INSERT INTO small (email) VALUES ($1)",
            "SELECT 1");

    @AfterAll
    void close() throws SQLException {
        for (TestDatabase database : databases.values()) {
            database.close();
        }
    }

    private TestDatabase database(int major) throws SQLException {
        if (!databases.containsKey(major)) {
            TestDatabase made = TestDatabase.of(major);
            databases.put(major, made);
            made.run("DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '" + APP + "') THEN CREATE ROLE "
                    + APP + " LOGIN PASSWORD 'x'; CREATE ROLE " + READER + "; CREATE ROLE " + BYPASS
                    + " BYPASSRLS; CREATE ROLE " + OWNER + "; END IF; END $$");
            for (String sql : LeakproofFixture.STATEMENTS) {
                made.run(sql);
            }
            for (String role : List.of(APP, READER, BYPASS, OWNER)) {
                made.run(
                        "GRANT SELECT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO " + role,
                        "GRANT USAGE ON SCHEMA \"größe\" TO " + role,
                        "GRANT SELECT ON ALL TABLES IN SCHEMA \"größe\" TO " + role);
            }
            made.run("ALTER TABLE of_owner OWNER TO " + OWNER);
        }
        return databases.get(major);
    }

    private static MeasuredStatement measured(String role, String query, long calls, double meanMs) {
        return new MeasuredStatement("7", role, query, calls, calls * meanMs, 2 * meanMs, 10, 100, 0);
    }

    private CheckReport judge(int major, MeasuredStatement... statements) throws SQLException {
        return new LeakproofOperatorsCheck()
                .of(database(major).session(), READER, List.of(statements), 1_000, new ArrayList<>());
    }

    private CheckReport judge(int major, String query) throws SQLException {
        return judge(major, measured(APP, query, 1, 120));
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void conditionsAreToldThatMayNotEnterTheirIndex(int major) throws SQLException {
        SoftAssertions all = new SoftAssertions();
        for (Map.Entry<String, String> told : TOLD.entrySet()) {
            CheckReport report = judge(major, told.getKey());
            // A B-tree answers ^@ from PostgreSQL 15 on.
            String remedy = major < 15 && told.getValue().equals("starts-with") ? "none" : told.getValue();
            all.assertThat(report.diagnoses())
                    .as(told.getKey() + " " + report.missing())
                    .isNotEmpty()
                    .allSatisfy(one -> assertThat(one.evidence()).containsEntry("remedy", remedy))
                    .allSatisfy(one -> assertThat(one.severity()).isEqualTo(Severity.HIGH));
            all.assertThat(report.diagnoses().toString()).doesNotContain("LEAKPROOF");
        }
        all.assertAll();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void everythingElseIsSilent(int major) throws SQLException {
        SoftAssertions all = new SoftAssertions();
        for (String silent : SILENT) {
            all.assertThat(judge(major, silent).diagnoses()).as(silent).isEmpty();
        }
        String like = "SELECT id FROM orders WHERE email LIKE $1";
        all.assertThat(judge(major, measured(BYPASS, like, 1, 120)).diagnoses())
                .as("a role above policies")
                .isEmpty();
        all.assertThat(judge(major, measured("postgres", like, 1, 120)).diagnoses())
                .as("a superuser")
                .isEmpty();
        all.assertThat(judge(major, measured(OWNER, "SELECT id FROM of_owner WHERE email LIKE $1", 1, 120))
                        .diagnoses())
                .as("an owner")
                .isEmpty();
        all.assertThat(judge(major, measured(APP, like, 1, 9)).diagnoses())
                .as("a rare one")
                .isEmpty();
        all.assertThat(judge(major, measured(APP, like, 1_000, 0.5)).diagnoses())
                .as("a fast one")
                .isEmpty();
        all.assertAll();
    }

    @Test
    void theEvidenceNamesOperatorTableIndexAndPlan() throws SQLException {
        Diagnosis told = judge(
                        18,
                        measured(
                                APP,
                                "SELECT id FROM orders WHERE deleted_at IS NULL AND created_at > CURRENT_DATE",
                                1,
                                600),
                        measured(
                                APP,
                                "SELECT max(id) FROM orders WHERE deleted_at IS NULL AND created_at > $1::date",
                                1,
                                300))
                .diagnoses()
                .getFirst();
        assertThat(told.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(told.subject()).isEqualTo("public.orders");
        assertThat(told.evidence())
                .containsEntry("operator", "timestamp with time zone > date")
                .containsEntry("condition", "created_at > CURRENT_DATE")
                .containsEntry("index", "orders_created")
                .containsEntry("statements", "2")
                .containsEntry("measured", "true");
        assertThat(told.evidence().get("plan")).contains("filter: ").contains("orders");
        assertThat(told.measures().getFirst())
                .contains("timestamp with time zone")
                .doesNotContain("cut a part");
    }

    @Test
    void aCastThatMayCutAValueSaysSo() throws SQLException {
        assertThat(judge(18, "SELECT id FROM orders WHERE day >= $1::timestamptz")
                        .diagnoses()
                        .getFirst()
                        .measures()
                        .getFirst())
                .contains("cut a part");
    }

    /** What is advised enters the index, which the planner of the same server says. */
    @Test
    void theRemediesEnterTheIndex() throws SQLException {
        assertThat(plan("SELECT id FROM orders WHERE email ^@ 'emp_7'")).contains("~>=~");
        assertThat(plan("SELECT id FROM orders WHERE email LIKE 'emp_7%'")).doesNotContain("~>=~");
        assertThat(plan("SELECT id FROM orders WHERE deleted_at IS NULL AND created_at > CURRENT_DATE::timestamptz"))
                .contains("created_at > (CURRENT_DATE)::timestamp with time zone)")
                .contains("Index Cond");
    }

    private String plan(String select) throws SQLException {
        try (Connection connection = database(18).connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET app.tenant = '1'");
            statement.execute("SET ROLE " + READER);
            StringBuilder lines = new StringBuilder();
            try (var rows = statement.executeQuery("EXPLAIN " + select)) {
                while (rows.next()) {
                    lines.append(rows.getString(1)).append('\n');
                }
            }
            return lines.toString();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void statementsAreReadFromPgStatStatements(int major) throws SQLException {
        TestDatabase database = database(major);
        try (Connection connection = database.connect(APP, "x");
                Statement statement = connection.createStatement()) {
            statement.execute("SET app.tenant = '1'");
            for (int i = 0; i < 3; i++) {
                statement.execute("SELECT count(*) FROM orders WHERE name LIKE 'z%' OR email LIKE 'emp_1%'");
                statement.execute("SELECT max(e1.id) FROM orders e1, clients c"
                        + " WHERE e1.email LIKE 'emp_1%' AND length(repeat(e1.name, c.id)) > 0");
            }
        }
        var target = new Target(
                "db",
                URI.create(database.url()),
                Optional.empty(),
                new ObservedRoles(List.of(APP), Optional.of(READER)));
        var system = new SystemDescription("shop", "Shop", "", ZoneOffset.UTC, Map.of("postgresql", "db"));
        CheckReport report = new LeakproofOperatorsCheck()
                .check(database.session(), new CheckedDatabase(system, target, "postgres", Instant.EPOCH));
        assertThat(report.missing()).isEmpty();
        assertThat(report.diagnoses()).singleElement().satisfies(told -> {
            assertThat(told.evidence())
                    .containsEntry("operator", "text ~~ text")
                    .containsEntry("calls", "3");
            assertThat(told.evidence().get("query")).contains("e1.email LIKE $");
        });
    }
}
