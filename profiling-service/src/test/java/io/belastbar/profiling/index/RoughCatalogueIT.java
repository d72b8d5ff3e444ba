package io.belastbar.profiling.index;

import static io.belastbar.profiling.index.IndexZoo.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.Severity;
import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.database.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoughCatalogueIT {
    private static final List<DatabaseCheck> ALL = List.of(
            new UnusedIndexes(),
            new DuplicateIndexes(),
            new RedundantIndexes(),
            new InvalidIndexes(),
            new ForeignKeysWithoutIndex(),
            new TenantColumnsWithoutIndex(),
            new BloatedIndexes(),
            new ColumnStatistics());

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void anEmptyDatabaseHasNothingToImprove(int major) throws Exception {
        try (var database = TestDatabase.of(major)) {
            for (DatabaseCheck check : ALL) {
                CheckReport report = IndexZoo.report(database, check);

                assertThat(report.check()).isEqualTo(check.name());
                assertThat(report.rows()).as(check.name()).isEmpty();
                assertThat(report.diagnoses()).isEmpty();
                assertThat(report.missing()).isEmpty();
            }
        }
    }

    @Test
    void nothingWaitsForATableThatIsLocked() throws Exception {
        try (var database = TestDatabase.of(18)) {
            database.run(
                    "CREATE TABLE held (a int, b int)",
                    "CREATE INDEX held_1 ON held (lower(a::text)) WHERE b > 0",
                    "CREATE INDEX held_2 ON held (lower(a::text)) WHERE b > 0",
                    "CREATE TABLE free (a int)",
                    "CREATE INDEX free_1 ON free (a)",
                    "CREATE INDEX free_2 ON free (a)",
                    "ALTER TABLE held ENABLE ROW LEVEL SECURITY",
                    "CREATE POLICY own ON held USING (a = current_setting('app.tenant')::int)");
            try (Connection holder = database.connect();
                    Statement sql = holder.createStatement()) {
                holder.setAutoCommit(false);
                sql.execute("LOCK TABLE held IN ACCESS EXCLUSIVE MODE");

                for (DatabaseCheck check : ALL) {
                    CheckReport report = IndexZoo.report(database, check);
                    assertThat(told(report, "public", "table")).doesNotContain("held");
                }
                CheckReport duplicates = IndexZoo.report(database, new DuplicateIndexes());
                assertThat(told(duplicates, "public", "index")).containsExactly("free_2");
                assertThat(duplicates.missing()).singleElement().asString().contains("public.held");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void aTenantsColumnNeedsAnIndexWhereManyTenantsShareALargeTable(int major) throws Exception {
        try (var database = TestDatabase.of(major)) {
            String setting = "current_setting('app.tenant'::text)::int";
            database.run("CREATE TABLE many (tenant int, \"Mandant ä\" int, t text)");
            for (String table : List.of("led", "half_led", "one", "small", "casting", "open", "listed")) {
                database.run("CREATE TABLE " + table + " (LIKE many)");
            }
            database.run(
                    "CREATE TABLE parted (LIKE many) PARTITION BY HASH (tenant)",
                    "CREATE TABLE parted_1 PARTITION OF parted FOR VALUES WITH (MODULUS 1, REMAINDER 0)",
                    "CREATE INDEX led_tenant ON led (tenant, t)",
                    "CREATE INDEX half_led_tenant ON half_led (tenant) WHERE t IS NULL",
                    "CREATE TABLE quoted (LIKE many)");
            for (String table : List.of("many", "led", "half_led", "casting", "open", "listed", "parted", "quoted")) {
                database.run("INSERT INTO " + table + " SELECT g % 50, g % 50, 'x' FROM generate_series(1, 20000) g");
            }
            database.run(
                    "INSERT INTO one SELECT 1, 1, 'x' FROM generate_series(1, 20000)", "INSERT INTO small VALUES (1)");
            for (String table : List.of("many", "led", "half_led", "one", "small", "parted")) {
                policy(database, table, "tenant = " + setting + " AND t IS NOT NULL");
            }
            policy(database, "quoted", "t <> 'y' AND \"Mandant ä\" = (SELECT " + setting + ")");
            policy(database, "casting", "tenant::text = current_setting('app.tenant')");
            policy(database, "open", "tenant = 7 OR t = current_setting('app.other')");
            policy(database, "listed", "tenant IN (SELECT tenant FROM small)");
            database.run("ANALYZE");

            CheckReport report = IndexZoo.report(database, new TenantColumnsWithoutIndex());

            assertThat(report.diagnoses())
                    .extracting(diagnosis -> diagnosis.measures().getFirst())
                    .containsExactlyInAnyOrder(
                            "CREATE INDEX CONCURRENTLY \"idx_many_tenant\" ON \"public\".\"many\" (\"tenant\")",
                            "CREATE INDEX CONCURRENTLY \"idx_quoted_mandant_ä\" ON \"public\".\"quoted\" (\"Mandant ä\")");
            assertThat(report.diagnoses()).allMatch(diagnosis -> diagnosis.severity() == Severity.MEDIUM);
            assertThat(report.rows())
                    .filteredOn(row -> row.get("kept") != null)
                    .extracting(row -> row.get("table") + ": " + row.get("kept"))
                    .containsExactlyInAnyOrder(
                            "one: only 1 tenants",
                            "small: fewer than 10000 rows",
                            "parted: partitions are by tenant",
                            "casting: the policy casts the column: no index on it would be used");
        }
    }

    private static void policy(TestDatabase database, String table, String condition) throws Exception {
        database.run(
                "ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY own ON " + table + " USING (" + condition + ")");
    }

    @Test
    void anIndexThatWasMadeJustNowIsNotUnused() throws Exception {
        try (var database = TestDatabase.of(18)) {
            database.run(
                    "CREATE TABLE big (a int)",
                    "INSERT INTO big SELECT g FROM generate_series(1, 60000) g",
                    "CREATE INDEX big_a ON big (a)",
                    "SELECT count(*) FROM big WHERE a + 0 > 0");
            DatabaseCheck check = new UnusedIndexes();

            CheckReport report = check.check(database.session(), IndexZoo.checked(Instant.now()));

            assertThat(report.diagnoses()).isEmpty();
            assertThat(report.rows())
                    .singleElement()
                    .satisfies(row -> assertThat(row.get("kept").toString()).contains("a week is needed"));
            // Its age is told by transactions: on a server with a long past it takes some to grow old.
            database.run("DO $$ BEGIN FOR i IN 1..500 LOOP PERFORM txid_current(); COMMIT; END LOOP; END $$");
            assertThat(check.check(
                                    database.session(),
                                    IndexZoo.checked(Instant.now().plus(Duration.ofDays(40_000))))
                            .diagnoses())
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void whatIsSparseIsBloatedByEstimateAndWhatIsFullIsNot(int major) throws Exception {
        try (var database = TestDatabase.of(major)) {
            database.run(
                    "CREATE TABLE sparse (id int, t text)",
                    "INSERT INTO sparse SELECT g, md5(g::text) FROM generate_series(1, 400000) g",
                    "CREATE INDEX sparse_full ON sparse (t)",
                    "CREATE INDEX sparse_id ON sparse (id)",
                    "CREATE INDEX sparse_lower ON sparse (lower(t), id)",
                    "VACUUM ANALYZE sparse");
            assertThat(IndexZoo.report(database, new BloatedIndexes()).rows()).isEmpty();

            database.run("DELETE FROM sparse WHERE id % 10 > 0", "VACUUM ANALYZE sparse");
            CheckReport report = IndexZoo.report(database, new BloatedIndexes());

            assertThat(report.rows())
                    .extracting(row -> row.get("index"))
                    .containsExactlyInAnyOrder("sparse_full", "sparse_lower");
            assertThat(report.diagnoses())
                    .allMatch(diagnosis -> diagnosis.title().contains("by estimate"));
        }
    }

    @Test
    void aLoginWithoutGrantsSeesWhatItMayAndIsToldWhatIsMissing() throws Exception {
        String role = "r" + UUID.randomUUID().toString().replace("-", "");
        try (var database = TestDatabase.of(18)) {
            database.run(
                    "CREATE ROLE " + role + " LOGIN PASSWORD 'x'",
                    "CREATE TABLE rows_of_tenants (tenant int, t text)",
                    "INSERT INTO rows_of_tenants SELECT g % 50, md5(g::text) FROM generate_series(1, 400000) g",
                    "CREATE INDEX wide ON rows_of_tenants (t)",
                    "CREATE INDEX wide_too ON rows_of_tenants (t)",
                    "GRANT SELECT ON rows_of_tenants TO " + role,
                    "VACUUM ANALYZE rows_of_tenants");
            policy(database, "rows_of_tenants", "tenant = current_setting('app.tenant', true)::int");
            var session = database.session(role, "x");
            var checked = IndexZoo.checked(Instant.now().plus(Duration.ofDays(40_000)));

            assertThat(new DuplicateIndexes().check(session, checked).diagnoses())
                    .hasSize(1);
            assertThat(new TenantColumnsWithoutIndex().check(session, checked))
                    .satisfies(report -> assertThat(report.diagnoses()).hasSize(1))
                    .satisfies(report -> assertThat(report.missing())
                            .singleElement()
                            .asString()
                            .contains("BYPASSRLS"));
            assertThat(new BloatedIndexes().check(session, checked).missing())
                    .singleElement()
                    .asString()
                    .contains("column widths of 2 large indexes");
            database.run("DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }
}
