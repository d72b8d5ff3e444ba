package io.belastbar.profiling.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.profiling.statement.MeasuredStatement;
import io.belastbar.profiling.statement.StatementCounters;
import io.belastbar.profiling.statement.StatementDelta;
import io.belastbar.profiling.statement.StatementSnapshot;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The statements of a database and their plans, on each release that targets run. */
class ReleasesIT {
    private static final String ROLE = "releases_app";
    private static final String READER = "releases_reader";

    private static void createApplication(TestDatabase database) throws Exception {
        database.run(
                createRole(ROLE),
                createRole(READER),
                "CREATE SCHEMA \"Größe\"",
                "CREATE TABLE \"Größe\".\"a$b\" (id bigint PRIMARY KEY, at timestamptz, \"Name\" text)",
                "INSERT INTO \"Größe\".\"a$b\" SELECT g, now(), 'n' || g FROM generate_series(1, 5000) g",
                "CREATE TABLE parts (tenant int, at date, v text) PARTITION BY LIST (tenant)",
                "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES IN (1)",
                "CREATE TABLE parts_2 PARTITION OF parts FOR VALUES IN (2)",
                "GRANT USAGE ON SCHEMA \"Größe\" TO " + ROLE + ", " + READER,
                "GRANT SELECT ON \"Größe\".\"a$b\", parts TO " + READER,
                "GRANT SELECT, UPDATE ON \"Größe\".\"a$b\", parts TO " + ROLE,
                "ANALYZE");
    }

    private static String createRole(String role) {
        return "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '" + role + "') THEN CREATE ROLE "
                + role + " LOGIN PASSWORD 'x'; END IF; END $$";
    }

    private static void asApplication(TestDatabase database, String... statements) throws Exception {
        try (Connection connection = database.connect(ROLE, "x");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static StatementSnapshot snapshot(TargetSession session) {
        return snapshot(session, ROLE);
    }

    private static StatementSnapshot snapshot(TargetSession session, String role) {
        return StatementView.of(session).orElseThrow().snapshot(session, List.of(role), "");
    }

    private static PlannedStatement planned(TargetSession session, String part) {
        List<MeasuredStatement> statements = StatementDelta.cumulative(snapshot(session)).statements().stream()
                .filter(statement -> statement.query().contains(part))
                .toList();
        assertThat(statements).as(part).hasSize(1);
        return new PlanStatements(session, READER).plan(statements, 10).getFirst();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void statementsArePlannedWithoutTheirParameters(int major) throws Exception {
        try (var database = TestDatabase.of(major)) {
            createApplication(database);
            asApplication(
                    database,
                    "SELECT \"Name\" FROM \"Größe\".\"a$b\" WHERE \"Name\" = 'n17' LIMIT 3",
                    "SELECT id FROM \"Größe\".\"a$b\" WHERE id = 17",
                    "SELECT v FROM parts WHERE tenant = 1 AND at > date '2020-01-01'",
                    "UPDATE \"Größe\".\"a$b\" SET at = now() WHERE \"Name\" = 'nobody'",
                    "SELECT count(*) FROM \"Größe\".\"a$b\"");
            TargetSession session = database.session();

            assertThat(session.version() / 10_000).isEqualTo(major);
            assertThat(planned(session, "\"Name\" = $1 LIMIT").plan().seqScanTables())
                    .containsExactly("a$b");
            assertThat(planned(session, "SELECT id FROM").plan().usesIndexScan())
                    .isTrue();
            assertThat(planned(session, "FROM parts").plan().qualifiedTables())
                    .contains("public.parts_1", "public.parts_2");
            assertThat(planned(session, "UPDATE"))
                    .satisfies(update -> assertThat(update.failure()).isNull())
                    .satisfies(update -> assertThat(update.written()).isEqualTo("Größe.a$b"));
            assertThat(planned(session, "count(*)").failure()).isNull();
            var names = planned(session, "FROM parts").qualifiedTables().toArray(String[]::new);
            assertThat(session.rows(CatalogueRepository.TABLES, (Object) names)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void whatCannotBePlannedSaysWhyAndTheNextOneIsPlanned(int major) throws Exception {
        try (var database = TestDatabase.of(major)) {
            createApplication(database);
            asApplication(
                    database,
                    "SELECT id FROM \"Größe\".\"a$b\" WHERE id = 1",
                    "SELECT 1 AS \"long\" /* " + "x".repeat(1_000_000) + " */",
                    "SELECT v FROM parts");
            database.run("DROP TABLE parts");
            TargetSession session = database.session();
            List<MeasuredStatement> statements =
                    StatementDelta.cumulative(snapshot(session)).statements();

            List<PlannedStatement> planned = new PlanStatements(session, READER).plan(statements, 10);

            assertThat(statements).allMatch(statement -> statement.query().length() <= StatementView.TEXT_MAX);
            assertThat(planned).hasSize(3);
            assertThat(planned)
                    .filteredOn(one -> one.measured().query().contains("long"))
                    .singleElement()
                    .satisfies(one -> assertThat(one.failure()).contains("longer than 100000 characters"));
            assertThat(planned)
                    .filteredOn(one -> one.measured().query().contains("parts"))
                    .singleElement()
                    .satisfies(one -> assertThat(one.failure()).contains("\"parts\" does not exist"));
            assertThat(planned)
                    .filteredOn(one -> one.measured().query().contains("WHERE id"))
                    .singleElement()
                    .satisfies(one -> assertThat(one.plan()).isNotNull());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void theExtensionMayStandInAnySchemaAndMayBeMissing(int major) throws Exception {
        try (var database = TestDatabase.of(major)) {
            database.run("DROP EXTENSION pg_stat_statements");
            assertThat(StatementView.of(database.session())).isEmpty();

            database.run("CREATE SCHEMA \"Odd Name\"", "CREATE EXTENSION pg_stat_statements SCHEMA \"Odd Name\"");
            createApplication(database);
            asApplication(database, "SELECT v FROM parts");

            assertThat(snapshot(database.session()).statements())
                    .extracting(StatementCounters::query)
                    .contains("SELECT v FROM parts");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void statementsThatMayNotBeReadAreCountedAsHidden(int major) throws Exception {
        try (var database = TestDatabase.of(major)) {
            createApplication(database);
            database.run("SELECT 4711 AS secret");
            TargetSession session = database.session(ROLE, "x");

            StatementSnapshot seen = StatementView.of(session).orElseThrow().snapshot(session, List.of("postgres"), "");

            assertThat(seen.statements()).isEmpty();
            assertThat(seen.hidden()).isPositive();
            assertThat(StatementDelta.cumulative(seen).notes())
                    .anyMatch(note -> note.contains("cannot be read without the role pg_read_all_stats"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "SQL_ASCII"})
    void aDatabaseOfAnotherEncodingIsRead(String encoding) throws Exception {
        try (var database =
                TestDatabase.of(14, "ENCODING '" + encoding + "' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")) {
            database.run("SELECT pg_stat_statements_reset()", "CREATE TABLE t (größe int)", "SELECT größe FROM t");

            assertThat(snapshot(database.session(), "postgres").statements())
                    .anyMatch(statement -> statement.query().contains("FROM t"));
        }
    }

    @Test
    void aTextThatADatabasesEncodingLacksIsNamedAsTheReason() throws Exception {
        try (var other = TestDatabase.of(14);
                var database =
                        TestDatabase.of(14, "ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")) {
            other.run("SELECT 1 AS \"…\"");
            TargetSession session = database.session();

            assertThatThrownBy(() -> snapshot(session, "postgres"))
                    .isInstanceOf(QueryRefused.class)
                    .hasMessageContaining("has no equivalent in encoding \"LATIN1\"");
            other.run("SELECT pg_stat_statements_reset()");
            assertThat(snapshot(session, "postgres").statements()).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void statementsAreCountedFromZeroAfterAReset(int major) throws Exception {
        try (var database = TestDatabase.of(major)) {
            createApplication(database);
            asApplication(database, "SELECT v FROM parts", "SELECT v FROM parts");
            TargetSession session = database.session();
            StatementSnapshot before = snapshot(session).asBaseline();
            asApplication(database, "SELECT v FROM parts");

            Map<String, Long> calls = Map.of(
                    "between", calls(StatementDelta.between(before, snapshot(session))),
                    "all", calls(StatementDelta.cumulative(snapshot(session))));

            assertThat(calls).containsEntry("between", 1L).containsEntry("all", 3L);
        }
    }

    private static long calls(StatementDelta delta) {
        return delta.statements().stream()
                .filter(statement -> statement.query().equals("SELECT v FROM parts"))
                .mapToLong(MeasuredStatement::calls)
                .sum();
    }
}
