package io.belastbar.profiling.rls;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.Severity;
import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.database.OpenSession;
import io.belastbar.profiling.diagnosis.Diagnosis;
import io.belastbar.web.system.DatabaseDescription;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The check against a real database with 20 tenants in 60,000 rows. */
class PolicyFormsCheckIT {
    private static final PolicyDatabase POSTGRES = PolicyDatabase.current();
    private static final String DATABASE = "policy_check";
    private static final String INLINE = "tenant = current_setting('app.tenant', true)";
    private static final String EXISTS =
            "EXISTS (SELECT 1 FROM tenants t WHERE t.id = orders.tenant AND t.id = current_setting('app.tenant', true))";

    @BeforeEach
    void create() throws SQLException {
        POSTGRES.run("postgres", "REVOKE all_rows FROM observer");
        POSTGRES.create(
                DATABASE,
                "CREATE TABLE tenants (id text PRIMARY KEY)",
                "INSERT INTO tenants SELECT 't' || g FROM generate_series(1, 20) g",
                "CREATE TABLE orders (id int PRIMARY KEY, tenant text NOT NULL, filler text)",
                "INSERT INTO orders SELECT g, 't' || (1 + g % 20), repeat('x', 100) FROM generate_series(1, 60000) g",
                "CREATE INDEX ON orders (tenant)",
                "ALTER TABLE orders ENABLE ROW LEVEL SECURITY",
                "GRANT SELECT ON orders, tenants TO app, reader",
                "VACUUM ANALYZE orders");
    }

    @Test
    void theInlineFormWithAnIndexIsSilent() throws SQLException {
        policy("p", INLINE);

        CheckReport report = check(Checked.tenants(true));

        assertThat(report.diagnoses()).isEmpty();
        assertThat(report.summary()).isEqualTo("No policy that keeps an index from being used, of 1");
        assertThat(report.rows().getFirst()).containsEntry("form", "inline").containsEntry("answeredBy", "index");
    }

    @Test
    void withoutAnIndexTheIndexIsTheFaultAndNotThePolicy() throws SQLException {
        POSTGRES.run(DATABASE, "DROP INDEX orders_tenant_idx");
        policy("p", INLINE);

        CheckReport report = check(Checked.tenants(true));

        assertThat(report.diagnoses()).isEmpty();
        assertThat(report.rows().getFirst())
                .containsEntry("answeredBy", "index-missing")
                .containsEntry("advice", "CREATE INDEX CONCURRENTLY ON \"public\".\"orders\" (\"tenant\")");
    }

    @Test
    void aPolicyThatLooksAtEveryRowIsMeasuredAgainstTheConditionWrittenOut() throws SQLException {
        POSTGRES.run("postgres", "GRANT all_rows TO observer WITH INHERIT FALSE, SET TRUE");
        POSTGRES.run(DATABASE, "GRANT SELECT ON orders TO all_rows");
        policy("p", EXISTS);
        POSTGRES.run(DATABASE, "CREATE POLICY q ON orders FOR DELETE TO app USING (" + INLINE + ")");

        CheckReport report = check(Checked.tenants(true));

        Diagnosis found = report.diagnoses().getFirst();
        assertThat(report.diagnoses()).hasSize(1);
        assertThat(found.evidence())
                .containsEntry("form", "correlated-exists")
                .containsEntry("measured", "true")
                .containsKey("writtenOutMs");
        assertThat(Double.parseDouble(found.evidence().get("measuredBlocks"))).isGreaterThan(800);
        assertThat(Double.parseDouble(found.evidence().get("writtenOutBlocks")))
                .isLessThan(Double.parseDouble(found.evidence().get("measuredBlocks")));
        assertThat(report.missing()).isEmpty();
    }

    @Test
    void withoutARoleForWhichPoliciesAreOffTheGrantIsNamed() throws SQLException {
        policy("p", EXISTS);

        CheckReport report = check(Checked.tenants(true));

        assertThat(report.missing().getFirst()).contains("BYPASSRLS", "GRANT reader_of_all TO observer");
        assertThat(report.diagnoses().getFirst().evidence()).doesNotContainKey("writtenOutMs");
    }

    @Test
    void withoutLeaveNothingIsRunAndThePredictionSaysThatItIsOne() throws SQLException {
        policy("p", EXISTS);

        CheckReport report = check(Checked.tenants(false));

        Diagnosis found = report.diagnoses().getFirst();
        assertThat(found.severity()).isEqualTo(Severity.HIGH);
        assertThat(found.description()).contains("Predicted, not measured: about 150 ms");
        assertThat(report.missing().getFirst()).contains("database.analyze: true");
    }

    @Test
    void severalPermissivePoliciesAreJoinedByOr() throws SQLException {
        policy("own", INLINE);
        policy("support", "current_setting('app.support', true) = 'yes'");

        CheckReport report = check(Checked.tenants(false));

        assertThat(report.diagnoses()).singleElement().satisfies(found -> {
            assertThat(found.evidence()).containsEntry("policy", "own, support").containsEntry("form", "or");
        });
    }

    @Test
    void aRestrictivePolicyThatAnIndexAnswersMakesTheOthersHarmless() throws SQLException {
        policy("shared", EXISTS);
        POSTGRES.run(DATABASE, "CREATE POLICY tenant ON orders AS RESTRICTIVE TO app, reader USING (" + INLINE + ")");

        assertThat(check(Checked.tenants(true)).diagnoses()).isEmpty();
    }

    @Test
    void policiesOfOtherRolesAreNotJoined() throws SQLException {
        policy("own", INLINE);
        POSTGRES.run(DATABASE, "CREATE POLICY everything ON orders TO owner USING (true)");

        assertThat(check(Checked.tenants(true)).diagnoses()).isEmpty();
    }

    @Test
    void aSmallTableIsSilentWhateverItsForm() throws SQLException {
        POSTGRES.run(DATABASE, "DELETE FROM orders WHERE id > 100", "VACUUM FULL ANALYZE orders");
        policy("p", EXISTS);

        assertThat(check(Checked.tenants(true)).diagnoses()).isEmpty();
    }

    @Test
    void aReaderWhomNoPolicyNamesOrWhoMayNotReadDoesNotFailIt() throws SQLException {
        POSTGRES.run(DATABASE, "CREATE POLICY p ON orders TO app USING (" + EXISTS + ")");
        assertThat(check(Checked.tenants(true)).diagnoses()).hasSize(1);

        POSTGRES.run(DATABASE, "ALTER POLICY p ON orders TO app, reader", "REVOKE ALL ON orders FROM reader");
        CheckReport report = check(Checked.tenants(true));

        assertThat(report.diagnoses()).hasSize(1);
        assertThat(report.missing()).anyMatch(text -> text.contains("permission denied"));
    }

    @Test
    void aDatabaseWithoutPoliciesHasNothingToImprove() {
        assertThat(check(DatabaseDescription.NONE).summary()).isEqualTo("No policies of row-level security");
    }

    private static void policy(String name, String condition) throws SQLException {
        POSTGRES.run(DATABASE, "CREATE POLICY " + name + " ON orders TO app, reader USING (" + condition + ")");
    }

    private static CheckReport check(DatabaseDescription described) {
        CheckedDatabase checked = Checked.of(described, List.of("app"), Optional.of("reader"));
        try (OpenSession observer = POSTGRES.observer(DATABASE)) {
            CheckReport report = new PolicyFormsCheck(System::nanoTime).check(observer.session(), checked);
            assertThat(report.rows()).allMatch((Map<String, Object> row) -> row.containsKey("form"));
            return report;
        }
    }
}
