package io.belastbar.profiling.rls;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.Severity;
import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.database.OpenSession;
import io.belastbar.profiling.diagnosis.Diagnosis;
import io.belastbar.profiling.rls.isolation.IsolationCheck;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check against a real database whose tables belong to a role that is not the application's. */
class IsolationCheckIT {
    private static final PolicyDatabase POSTGRES = PolicyDatabase.current();
    private static final String DATABASE = "isolation";
    private static final String OWN = "USING (tenant = current_setting('app.tenant', true))";

    @BeforeEach
    void createWhatIsKeptApart() throws SQLException {
        POSTGRES.run("postgres", "ALTER ROLE app NOBYPASSRLS", "REVOKE owner FROM app");
        POSTGRES.create(
                DATABASE,
                "CREATE TABLE tenants (id text PRIMARY KEY)",
                "INSERT INTO tenants VALUES ('a'), ('b')",
                "CREATE TABLE orders (id int PRIMARY KEY, tenant text, note text)",
                "INSERT INTO orders SELECT g, CASE g % 3 WHEN 0 THEN 'a' WHEN 1 THEN 'b' END FROM generate_series(1, 300) g",
                "CREATE INDEX ON orders (tenant)",
                "ALTER TABLE orders OWNER TO owner",
                "ALTER TABLE orders ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY tenant ON orders TO app, reader " + OWN,
                "CREATE POLICY everything ON orders TO owner USING (true)",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON orders TO app",
                "GRANT SELECT ON orders, tenants TO app, reader",
                "ANALYZE");
    }

    @Test
    void tenantsThatAreKeptApartAreNoFinding() {
        CheckReport report = check(true);

        assertThat(report.diagnoses()).isEmpty();
        assertThat(report.missing()).isEmpty();
        assertThat(report.summary()).isEqualTo("No way was found for tenants to see each other's rows");
    }

    @Test
    void aTableOfTenantsWithoutPoliciesIsProvenByReading() throws SQLException {
        run("CREATE TABLE \"Rechnungen $\" (id int, tenant text)", "INSERT INTO \"Rechnungen $\" VALUES (1, 'a')");
        assertThat(check(true).diagnoses()).as("nobody may read it").isEmpty();

        run("GRANT SELECT ON \"Rechnungen $\" TO app, reader");
        Diagnosis found = only(check(true));

        assertThat(found.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(found.cause()).isEqualTo("isolation-table-without-policies");
        assertThat(found.evidence()).containsEntry("foreignRowsSeen", "a: 0, b: 1");
        assertThat(found.finding("shop", "db", Instant.EPOCH).category()).isEqualTo("Security");
        assertThat(only(check(false)).severity()).as("not read, only predicted").isEqualTo(Severity.HIGH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"integer", "uuid", "varchar(20)", "text"})
    void theProposedPolicyRunsWhateverTypeTheTenantsColumnHas(String type) throws SQLException {
        run("CREATE TABLE protocol (id int, tenant " + type + ")", "GRANT SELECT ON protocol TO app");
        String proposed = only(check(false)).measures().getFirst();

        run(proposed);

        assertThat(proposed).contains("CREATE POLICY tenant ON \"public\".\"protocol\"");
        assertThat(check(false).diagnoses()).isEmpty();
    }

    @Test
    void whatTheReaderMayNotReadIsPredicted() throws SQLException {
        run("CREATE TABLE bills (id int, tenant text)", "GRANT SELECT ON bills TO app");

        CheckReport report = check(true);

        assertThat(only(report).severity()).isEqualTo(Severity.HIGH);
        assertThat(report.missing()).anyMatch(text -> text.contains("permission denied for table bills"));
    }

    @Test
    void policiesThatAreOpenWithoutATenantAreProven() throws SQLException {
        for (String open : List.of(
                "current_setting('app.tenant', true) IS NULL OR tenant = current_setting('app.tenant', true)",
                "coalesce(current_setting('app.tenant', true), '') = '' OR tenant = current_setting('app.tenant', true)",
                "tenant = coalesce(nullif(current_setting('app.tenant', true), ''), tenant)",
                "CASE WHEN nullif(current_setting('app.tenant', true), '') IS NULL THEN true"
                        + " ELSE tenant = current_setting('app.tenant', true) END")) {
            run("DROP POLICY tenant ON orders", "CREATE POLICY tenant ON orders TO app, reader USING (" + open + ")");

            Diagnosis found = only(check(true));

            assertThat(found.cause()).as(open).isEqualTo("isolation-policy-open-without-tenant");
            assertThat(found.severity()).as(open).isEqualTo(Severity.CRITICAL);
        }
    }

    @Test
    void policiesThatAreClosedWithoutATenantAreSilent() throws SQLException {
        for (String closed : List.of(
                "tenant = coalesce(current_setting('app.tenant', true), '')",
                "current_setting('app.tenant', true) IS NOT NULL AND tenant = current_setting('app.tenant', true)",
                "current_setting('app.admin', true) = 'yes' OR tenant = current_setting('app.tenant', true)",
                "tenant IS NULL OR tenant = current_setting('app.tenant', true)",
                "tenant = current_setting('app.tenant')")) {
            run("DROP POLICY tenant ON orders", "CREATE POLICY tenant ON orders TO app, reader USING (" + closed + ")");

            assertThat(check(true).diagnoses()).as(closed).isEmpty();
        }
    }

    @Test
    void aPolicyThatIsTrueIsProvenUnlessARestrictiveOneClosesIt() throws SQLException {
        run("CREATE POLICY all_of_them ON orders FOR SELECT USING (true)");
        assertThat(only(check(true)).cause()).isEqualTo("isolation-policy-always-true");

        run("CREATE POLICY only_own ON orders AS RESTRICTIVE " + OWN);
        assertThat(check(true).diagnoses()).isEmpty();
    }

    @Test
    void anOwnerWhosePoliciesAreNotForcedIsFound() throws SQLException {
        run("GRANT owner TO app");
        assertThat(only(check(true)).cause()).isEqualTo("isolation-owner-not-forced");
    }

    @Test
    void aRoleThatBypassesPoliciesIsFound() throws SQLException {
        run("ALTER ROLE app BYPASSRLS");
        assertThat(only(check(true)).cause()).isEqualTo("isolation-role-bypasses-policies");
    }

    @Test
    void viewsThatReadAsTheirOwnerAreProvenAndThoseOfTheInvokerSilent() throws SQLException {
        run(
                "CREATE VIEW seen AS SELECT * FROM orders",
                "ALTER VIEW seen OWNER TO owner",
                "GRANT SELECT ON seen TO app, reader");
        Diagnosis found = only(check(true));
        assertThat(found.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(found.measures()).contains("ALTER VIEW \"public\".\"seen\" SET (security_invoker = true)");

        run("ALTER VIEW seen SET (security_invoker = true)");
        assertThat(check(true).diagnoses()).isEmpty();

        run(
                "ALTER VIEW seen RESET (security_invoker)",
                "CREATE OR REPLACE VIEW seen AS SELECT * FROM orders WHERE tenant = current_setting('app.tenant', true)");
        assertThat(check(true).diagnoses())
                .as("it compares by itself, which reading shows")
                .isEmpty();
    }

    @Test
    void aMaterialisedViewOverTenantsIsProven() throws SQLException {
        run(
                "CREATE MATERIALIZED VIEW kept AS SELECT tenant, count(*) FROM orders GROUP BY 1",
                "GRANT SELECT ON kept TO app, reader");
        assertThat(only(check(true)).cause()).isEqualTo("isolation-materialised-view");
    }

    @Test
    void aPartitionThatMayBeReadByItsOwnNameIsProven() throws SQLException {
        run(
                "CREATE TABLE events (tenant text, at date) PARTITION BY RANGE (at)",
                "CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2030-01-01')",
                "INSERT INTO events SELECT 'a', '2025-01-01' FROM generate_series(1, 5)",
                "ALTER TABLE events ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY tenant ON events " + OWN,
                "GRANT SELECT ON events TO app, reader");
        assertThat(check(true).diagnoses()).as("only the parent may be read").isEmpty();

        run("GRANT SELECT ON events_1 TO app, reader");
        Diagnosis found = only(check(true));

        assertThat(found.cause()).isEqualTo("isolation-partition-read-directly");
        assertThat(found.evidence()).containsEntry("foreignRowsSeen", "a: 0, b: 5");
    }

    @Test
    void writesWithoutACheckAreFoundOnlyWhereTheApplicationMayWrite() throws SQLException {
        run("CREATE POLICY adds ON orders FOR INSERT TO app WITH CHECK (true)");
        assertThat(only(check(true)).evidence()).containsEntry("concerns", "INSERT by app");

        run("REVOKE INSERT ON orders FROM app");
        assertThat(check(true).diagnoses()).isEmpty();

        run(
                "CREATE POLICY changes ON orders FOR UPDATE TO app USING (true) WITH CHECK (tenant = current_setting('app.tenant', true))");
        assertThat(check(true).diagnoses()).as("the check closes it").isEmpty();

        run("CREATE POLICY removes ON orders FOR DELETE TO app USING (true)");
        assertThat(only(check(true)).evidence()).containsEntry("concerns", "DELETE by app");
    }

    @Test
    void truncateAsksNoPolicy() throws SQLException {
        run("GRANT TRUNCATE ON orders TO app");
        assertThat(only(check(true)).severity()).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void aFunctionOfItsOwnerIsInformationOnly() throws SQLException {
        run("CREATE FUNCTION total() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM orders'");

        CheckReport report = check(true);

        assertThat(report.diagnoses()).isEmpty();
        assertThat(report.rows()).anyMatch(row -> "definer-function".equals(row.get("kind")));
    }

    private static Diagnosis only(CheckReport report) {
        assertThat(report.diagnoses()).as("%s", report.rows()).hasSize(1);
        return report.diagnoses().getFirst();
    }

    private static void run(String... statements) throws SQLException {
        POSTGRES.run(DATABASE, statements);
    }

    private static CheckReport check(boolean analyze) {
        try (OpenSession observer = POSTGRES.observer(DATABASE)) {
            return new IsolationCheck()
                    .check(
                            observer.session(),
                            Checked.of(Checked.tenants(analyze), List.of("app"), Optional.of("reader")));
        }
    }
}
