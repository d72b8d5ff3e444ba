package io.belastbar.profiling.checkup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.database.TestDatabase;
import io.belastbar.web.system.SystemDescription;
import io.belastbar.web.target.ObservedRoles;
import io.belastbar.web.target.Target;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All checks, on each release that targets run. */
class DatabaseChecksIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String APP = "checks_app";

    private static CheckedDatabase checked(TestDatabase database, String login, String... statementsOf) {
        var target = new Target(
                "db",
                URI.create(database.url()),
                Optional.empty(),
                new ObservedRoles(List.of(statementsOf), Optional.empty()));
        var description = new SystemDescription("shop", "Shop", "", ZoneOffset.UTC, Map.of("postgresql", "db"));
        return new CheckedDatabase(description, target, login, Instant.EPOCH);
    }

    private static List<CheckReport> all(TestDatabase database) {
        return RunChecks.run(DatabaseChecks.all(), database.session(), checked(database, "postgres", APP));
    }

    private static CheckReport only(TestDatabase database, String name) {
        return RunChecks.run(DatabaseChecks.named(name), database.session(), checked(database, "postgres", APP))
                .getFirst();
    }

    private static void createLogin(TestDatabase database, String role) throws Exception {
        database.run("DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '" + role + "') THEN CREATE ROLE "
                + role + " LOGIN PASSWORD 'x'; END IF; END $$");
    }

    private static void asApplication(TestDatabase database, String... statements) throws Exception {
        try (Connection connection = database.connect(APP, "x");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void aFreshDatabaseHasNothingToImprove(int major) throws Exception {
        try (var database = TestDatabase.of(major)) {
            createLogin(database, APP);
            database.run("CREATE TABLE small (id int PRIMARY KEY)", "INSERT INTO small SELECT generate_series(1, 20)");

            assertThat(all(database))
                    .hasSameSizeAs(DatabaseChecks.all())
                    .allSatisfy(
                            report -> assertThat(report.summary()).isNotBlank().doesNotContain("Not checked"))
                    // The tests' servers run without fsync, which that one tells; and it asks for the server's memory.
                    .filteredOn(report -> !report.check().equals("server-settings"))
                    .allSatisfy(report ->
                            assertThat(report.diagnoses()).as(report.check()).isEmpty())
                    .filteredOn(report -> !report.check().equals("materialised-views"))
                    .allSatisfy(report ->
                            assertThat(report.missing()).as(report.check()).isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void withoutAGrantOrTheExtensionEachCheckNamesItAndTheRestGoesOn(int major) throws Exception {
        try (var database = TestDatabase.of(major)) {
            createLogin(database, "checks_nobody");
            createLogin(database, APP);
            database.run(
                    "CREATE TABLE t (v text)", "INSERT INTO t SELECT repeat('x', 2000) FROM generate_series(1, 9000)");
            database.run("ANALYZE t", "GRANT SELECT ON t TO " + APP);
            asApplication(database, "SELECT max(v) FROM t");
            var session = database.session("checks_nobody", "x");
            var checked = checked(database, "checks_nobody", APP);

            List<CheckReport> poor = RunChecks.run(DatabaseChecks.all(), session, checked);
            database.run("DROP EXTENSION pg_stat_statements");
            List<CheckReport> poorer = RunChecks.run(DatabaseChecks.all(), session, checked);

            assertThat(report(poor, "slow-statements").missing())
                    .anyMatch(line -> line.contains("GRANT pg_read_all_stats TO checks_nobody"));
            assertThat(report(poor, "bloat").missing()).anyMatch(line -> line.contains("public.t"));
            assertThat(report(poorer, "slow-statements").missing())
                    .anyMatch(line -> line.contains("CREATE EXTENSION pg_stat_statements"));
            assertThat(report(poorer, "top-statements").summary()).contains("can be seen");
            assertThat(poor)
                    .filteredOn(report -> !report.check().equals("server-settings"))
                    .allSatisfy(report -> assertThat(report.diagnoses()).isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 18})
    void aMemberThatDoesNotInheritSeesNoSessionsOfOthersAndIsToldWhatHelps(int major) throws Exception {
        try (var database = TestDatabase.of(major);
                Connection other = database.connect()) {
            String login = "checks_" + database.name();
            database.run("CREATE ROLE " + login + " LOGIN NOINHERIT PASSWORD 'x'", "GRANT pg_monitor TO " + login);
            other.setAutoCommit(false);
            run(other, "SELECT 1");
            String helps = "GRANT pg_read_all_stats TO " + login + " WITH INHERIT TRUE";

            List<CheckReport> reports =
                    RunChecks.run(DatabaseChecks.all(), database.session(login, "x"), checked(database, login));
            database.run(helps);
            List<CheckReport> helped =
                    RunChecks.run(DatabaseChecks.all(), database.session(login, "x"), checked(database, login));

            for (String name : List.of("idle-in-transaction", "blocked-sessions", "connections")) {
                assertThat(report(reports, name).missing())
                        .as(name)
                        .anyMatch(line -> line.startsWith("the sessions of other roles: ") && line.endsWith(helps));
                assertThat(report(reports, name).summary()).as(name).contains("cannot be seen");
                assertThat(report(helped, name).missing()).as(name).isEmpty();
            }
            assertThat(report(reports, "slow-statements").missing()).anyMatch(line -> line.endsWith(helps));
            assertThat(report(reports, "slow-statements").summary()).endsWith(", among those that can be read");
            assertThat(report(reports, "connections").rows()).anySatisfy(row -> assertThat(row)
                    .containsEntry("database", database.name())
                    .containsEntry("state", "unknown"));
            database.run("DROP ROLE " + login);
        }
    }

    @Test
    void beforePostgres15AMemberSeesOthersThoughItDoesNotInherit() throws Exception {
        try (var database = TestDatabase.of(14);
                Connection other = database.connect()) {
            String login = "checks_" + database.name();
            database.run("CREATE ROLE " + login + " LOGIN NOINHERIT PASSWORD 'x'", "GRANT pg_monitor TO " + login);
            other.setAutoCommit(false);
            run(other, "SELECT 1");

            List<CheckReport> reports =
                    RunChecks.run(DatabaseChecks.all(), database.session(login, "x"), checked(database, login));

            assertThat(report(reports, "connections").missing()).isEmpty();
            assertThat(report(reports, "connections").rows()).anySatisfy(row -> assertThat(row)
                    .containsEntry("database", database.name())
                    .containsEntry("state", "idle in transaction"));
            database.run("DROP ROLE " + login);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void statementsAreListedByCostAndNestedCallsAreNamed(int major) throws Exception {
        try (var database = TestDatabase.of(major)) {
            createLogin(database, APP);
            // Without an index each call takes long enough to be most of its caller's time on a busy machine too.
            database.run(
                    "CREATE TABLE customers (id int, name text)",
                    "INSERT INTO customers SELECT g, 'c' || g FROM generate_series(1, 2000) g",
                    "CREATE FUNCTION name_of(int) RETURNS text LANGUAGE plpgsql STABLE AS"
                            + " 'BEGIN RETURN (SELECT name FROM customers WHERE id = $1); END'",
                    "GRANT SELECT ON customers TO " + APP);
            asApplication(database, "SELECT name_of(id) FROM customers", "SELECT count(*) FROM customers");

            CheckReport nested = only(database, "nested-calls");
            CheckReport top = only(database, "top-statements");

            assertThat(nested.diagnoses()).singleElement().satisfies(found -> {
                assertThat(found.evidence().get("query")).contains("SELECT name FROM customers");
                assertThat(found.evidence()).containsEntry("calls", "2000");
            });
            assertThat(top.rows())
                    .anySatisfy(row -> assertThat(row)
                            .containsEntry("by", "calls")
                            .containsEntry("query", "SELECT count(*) FROM customers"))
                    .noneMatch(row -> row.get("query").toString().contains("pg_stat"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void fewNestedCallsThatAreMostOfTheirCallerAreNamedAndForeignKeysAreNot(int major) throws Exception {
        try (var database = TestDatabase.of(major)) {
            createLogin(database, APP);
            database.run(
                    "CREATE TABLE parents (id int PRIMARY KEY)",
                    "INSERT INTO parents SELECT generate_series(1, 3000)",
                    "CREATE TABLE children (id int REFERENCES parents)",
                    "CREATE FUNCTION slowly(int) RETURNS text LANGUAGE plpgsql AS"
                            + " 'BEGIN RETURN (SELECT pg_sleep(0.05)::text); END'",
                    "GRANT SELECT, INSERT, UPDATE ON parents, children TO " + APP);
            asApplication(database, "INSERT INTO children SELECT generate_series(1, 3000)");
            CheckReport keys = only(database, "nested-calls");
            // Ten statements more, so that not the sum of all calls decides.
            for (int each = 0; each < 10; each++) {
                asApplication(database, "SELECT 1 AS other");
            }
            asApplication(database, "SELECT slowly(g) FROM generate_series(1, 30) g");

            CheckReport nested = only(database, "nested-calls");

            assertThat(keys.rows()).isEmpty();
            assertThat(nested.summary()).isEqualTo("1 statement inside a function runs once per row");
            assertThat(nested.diagnoses()).singleElement().satisfies(found -> {
                assertThat(found.evidence().get("query")).contains("pg_sleep");
                assertThat(found.evidence()).containsEntry("calls", "30");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void slowStatementsAreNamedFromAThirdCallOn(int major) throws Exception {
        try (var database = TestDatabase.of(major)) {
            createLogin(database, APP);
            String slow = "SELECT 1 AS slow FROM pg_sleep(1.01)";
            asApplication(database, slow);
            assertThat(only(database, "slow-statements").rows()).hasSize(1);
            assertThat(only(database, "slow-statements").diagnoses()).isEmpty();

            asApplication(database, slow, slow);

            assertThat(only(database, "slow-statements").diagnoses())
                    .singleElement()
                    .satisfies(found -> assertThat(found.title()).contains("AS slow"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void whoWaitsForWhomIsShownDownToTheRoot(int major) throws Exception {
        try (var database = TestDatabase.of(major);
                Connection first = database.connect();
                Connection second = database.connect();
                Connection third = database.connect()) {
            createLogin(database, APP);
            database.run("CREATE TABLE t (id int)", "INSERT INTO t VALUES (1)");
            first.setAutoCommit(false);
            run(first, "UPDATE t SET id = 1");
            assertThat(only(database, "idle-in-transaction").diagnoses()).isEmpty();
            var waiting = CompletableFuture.allOf(
                    CompletableFuture.runAsync(() -> run(second, "UPDATE t SET id = 2"), Thread::startVirtualThread),
                    CompletableFuture.runAsync(() -> run(third, "UPDATE t SET id = 3"), Thread::startVirtualThread));
            await().atMost(PATIENCE)
                    .until(() -> only(database, "blocked-sessions").rows().size() >= 3);

            CheckReport blocked = only(database, "blocked-sessions");

            assertThat(blocked.summary()).isEqualTo("2 sessions wait for others' locks");
            assertThat(blocked.rows().getFirst())
                    .containsEntry("depth", 0L)
                    .containsEntry("state", "idle in transaction")
                    .containsEntry("query", "UPDATE t SET id = 1");
            await().atMost(PATIENCE)
                    .until(() -> !only(database, "blocked-sessions").diagnoses().isEmpty());
            first.rollback();
            waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(only(database, "blocked-sessions").rows()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void aTableNeedsVacuumFromAThousandDeadRowsThatAreATenth(int major) throws Exception {
        try (var database = TestDatabase.of(major)) {
            database.run(
                    "CREATE TABLE tiny (id int) WITH (autovacuum_enabled = off)",
                    "INSERT INTO tiny SELECT generate_series(1, 100)",
                    "DELETE FROM tiny",
                    "CREATE TABLE large (id int) WITH (autovacuum_enabled = off)",
                    "INSERT INTO large SELECT generate_series(1, 40000)",
                    "DELETE FROM large WHERE id <= 2000",
                    "CREATE TABLE \"Tote Zeilen\" (id int) WITH (autovacuum_enabled = off)",
                    "INSERT INTO \"Tote Zeilen\" SELECT generate_series(1, 5000)",
                    "DELETE FROM \"Tote Zeilen\" WHERE id <= 3000");
            await().atMost(PATIENCE).until(() -> only(database, "dead-rows").rows().stream()
                    .anyMatch(row -> row.get("dead_rows").equals(3000L)));

            assertThat(only(database, "dead-rows").diagnoses()).singleElement().satisfies(found -> {
                assertThat(found.subject()).isEqualTo("public.Tote Zeilen");
                assertThat(found.measures().getFirst()).isEqualTo("VACUUM (ANALYZE) \"public\".\"Tote Zeilen\";");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void freeSpaceIsAFindingOnlyWhereItWasMeasured(int major) throws Exception {
        try (var database = TestDatabase.of(major)) {
            database.run(
                    "CREATE TABLE packed (v text) WITH (autovacuum_enabled = off)",
                    "INSERT INTO packed SELECT repeat('x', 1000) FROM generate_series(1, 20000)",
                    "CREATE TABLE loose (id int, v text) WITH (autovacuum_enabled = off)",
                    "INSERT INTO loose SELECT g, repeat('y', 1000) FROM generate_series(1, 160000) g",
                    "DELETE FROM loose WHERE id % 5 <> 0",
                    "VACUUM ANALYZE loose",
                    "VACUUM ANALYZE packed");
            CheckReport estimated = only(database, "bloat");
            database.run("CREATE EXTENSION pgstattuple");
            CheckReport measured = only(database, "bloat");

            assertThat(estimated.rows()).singleElement().satisfies(row -> assertThat(row)
                    .containsEntry("table", "public.loose")
                    .containsEntry("method", "estimate by pg_stats"));
            assertThat(estimated.diagnoses()).isEmpty();
            assertThat(estimated.missing()).anyMatch(line -> line.contains("CREATE EXTENSION pgstattuple"));
            assertThat(measured.diagnoses()).singleElement().satisfies(found -> assertThat(found.subject())
                    .isEqualTo("public.loose"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void theRefreshesOfAMaterialisedViewAreCounted(int major) throws Exception {
        try (var database = TestDatabase.of(major)) {
            database.run(
                    "CREATE SCHEMA s",
                    "CREATE MATERIALIZED VIEW s.\"Umsätze\" AS SELECT 1 AS v",
                    "CREATE MATERIALIZED VIEW other AS SELECT 1 AS v",
                    "REFRESH MATERIALIZED VIEW s.\"Umsätze\"",
                    "REFRESH MATERIALIZED VIEW s.\"Umsätze\"");

            assertThat(only(database, "materialised-views").rows())
                    .anySatisfy(row ->
                            assertThat(row).containsEntry("view", "s.Umsätze").containsEntry("refreshes", 2.0))
                    .anySatisfy(row -> assertThat(row)
                            .containsEntry("view", "public.other")
                            .containsEntry("refreshes", null));
        }
    }

    @Test
    void sessionsThatWorkAreSeenWaiting() throws Exception {
        try (var database = TestDatabase.of(18);
                Connection busy = database.connect()) {
            var sleeping =
                    CompletableFuture.runAsync(() -> run(busy, "SELECT pg_sleep(600)"), Thread::startVirtualThread);
            await().atMost(PATIENCE)
                    .until(() -> !only(database, "wait-events").rows().isEmpty());

            assertThat(only(database, "wait-events").rows().getFirst()).containsEntry("wait_event", "Timeout: PgSleep");
            busy.abort(Runnable::run);
            sleeping.exceptionally(ended -> null).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static CheckReport report(List<CheckReport> reports, String name) {
        return reports.stream()
                .filter(report -> report.check().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void run(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException ended) {
            throw new IllegalStateException(ended);
        }
    }
}
