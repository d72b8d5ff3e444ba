package io.belastbar.profiling.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.profiling.proof.ProofResult.Verdict;
import io.belastbar.profiling.proof.StatementToProve.ParameterSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Indexes proven on copies of real tables, on a real server. */
class ProveIndexesIT {
    private static final String[] TENANTS = {
        "CREATE TABLE tenants (id int PRIMARY KEY)",
        "INSERT INTO tenants SELECT g FROM generate_series(1, 20) g",
        "GRANT SELECT ON tenants TO proof_it_reader",
    };

    private static final String[] EMPLOYEES = {
        "CREATE TABLE employees (id bigint PRIMARY KEY, tenant int NOT NULL REFERENCES tenants, name text NOT NULL,"
                + " created_at timestamptz NOT NULL, deleted_at timestamptz)",
        "INSERT INTO employees SELECT g, 1 + g % 20, 'N' || g, now() - g * interval '1 minute',"
                + " CASE WHEN g % 50 = 0 THEN now() END FROM generate_series(1, 20000) g",
        "ALTER TABLE employees ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY tenant ON employees TO proof_it_app, proof_it_reader"
                + " USING (tenant = current_setting('app.tenant', true)::int)",
        "CREATE POLICY others ON employees TO pg_monitor USING (true)",
        "GRANT SELECT ON employees TO proof_it_reader",
        "GRANT SELECT, INSERT ON employees TO proof_it_app",
        "ANALYZE",
    };

    private static final String LIST =
            "SELECT id, name FROM employees WHERE deleted_at IS NULL" + " ORDER BY created_at DESC LIMIT $1 OFFSET $2";

    private static final StatementToProve LISTED = new StatementToProve(
            "42",
            LIST,
            List.of(
                    new ParameterSet("busy", "3", List.of("50", "0")),
                    new ParameterSet("quiet", "7", List.of("50", "0"))));

    @Test
    void anIndexThatHelpsIsProvenWithItsFigures() throws Exception {
        try (ProofTarget target = employees()) {
            ProofReport report = ProofTarget.prove(target.order(new CandidateToProve(
                    "PE-001",
                    "CREATE INDEX CONCURRENTLY IF NOT EXISTS listed ON employees (tenant, created_at DESC)"
                            + " WHERE deleted_at IS NULL",
                    List.of(LISTED))));

            ProofResult result = report.results().getFirst();
            assertThat(result.verdict()).isEqualTo(Verdict.PROVEN);
            assertThat(result.finding()).isEqualTo("PE-001");
            assertThat(result.blocksFactor()).isGreaterThan(2);
            assertThat(result.indexBytes()).isGreaterThan(8192);
            assertThat(result.inserts()).isNotNull();
            assertThat(result.statements().getFirst().sets()).hasSize(2).allSatisfy(set -> {
                assertThat(set.before().rows()).isEqualTo(50);
                assertThat(set.after().rows()).isEqualTo(50);
                assertThat(set.before().indexUsed()).isFalse();
                assertThat(set.after().indexUsed()).isTrue();
                assertThat(set.after().runs()).isGreaterThanOrEqualTo(5);
            });
            assertThat(report.copy().rows()).containsEntry("public.employees", 20_000L);
            assertThat(report.copy().tenants()).isEqualTo(20);
            assertThat(report.copy().sampled()).isFalse();
            assertThat(report.notes()).isEmpty();
            assertThat(target.ask("SELECT count(*) FROM pg_indexes WHERE indexname = 'listed'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void anIndexThatIsNotUsedIsNotProven() throws Exception {
        try (ProofTarget target = employees()) {
            ProofResult result = ProofTarget.prove(target.order(
                            new CandidateToProve(null, "CREATE INDEX by_name ON employees (name)", List.of(LISTED))))
                    .results()
                    .getFirst();

            assertThat(result.verdict()).isEqualTo(Verdict.NOT_PROVEN);
            assertThat(result.reason()).startsWith("the planner does not use it");
        }
    }

    @Test
    void whoMightWriteInTheTargetIsRefused() throws Exception {
        try (ProofTarget target = employees()) {
            target.run("GRANT DELETE ON employees TO proof_it_reader");

            assertThatThrownBy(() -> ProofTarget.prove(target.order(
                            new CandidateToProve(null, "CREATE INDEX by_name ON employees (name)", List.of(LISTED)))))
                    .isInstanceOf(ProofFailed.class)
                    .hasMessageContaining("proof_it_reader")
                    .hasMessageContaining("may write in public.employees");
        }
    }

    @Test
    void aStatementOfWhichOnlyTheTextIsKnownIsMeasuredWithValuesOfRows() throws Exception {
        try (ProofTarget target = employees()) {
            ProofReport report = ProofTarget.prove(target.order(new CandidateToProve(
                    null,
                    "CREATE INDEX by_name ON employees (tenant, name)",
                    List.of(new StatementToProve(
                            "7",
                            "SELECT e.id FROM employees e WHERE $1 = lower(e.name) AND e.name = $2",
                            List.of())))));

            assertThat(report.notes()).isEmpty();
            ProofResult result = report.results().getFirst();
            assertThat(result.verdict()).isEqualTo(Verdict.PROVEN);
            assertThat(result.statements().getFirst().sets())
                    .extracting(ProofResult.ProvenSet::name)
                    .containsExactly("busy", "quiet", "absent");
            assertThat(result.statements().getFirst().sets().getFirst().before().rows())
                    .isEqualTo(1);
        }
    }

    private static ProofTarget employees() throws Exception {
        ProofTarget target = new ProofTarget(TENANTS);
        target.run(EMPLOYEES);
        return target;
    }
}
