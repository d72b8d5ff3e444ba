package io.belastbar.profiling.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.Severity;
import io.belastbar.contracts.StatementFacts;
import io.belastbar.plans.Plan;
import io.belastbar.plans.PlanNode;
import io.belastbar.plans.PlanParser;
import io.belastbar.plans.index.IndexDefinition;
import io.belastbar.plans.index.MissingIndexRule;
import io.belastbar.plans.index.TableFacts;
import io.belastbar.profiling.database.ExplainedWorkload;
import io.belastbar.profiling.database.PlannedStatement;
import io.belastbar.profiling.flip.PlanFlips;
import io.belastbar.profiling.statement.MeasuredStatement;
import io.belastbar.profiling.statement.StatementText;
import io.belastbar.profiling.workload.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkloadAnalysisTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final TableFacts EMPLOYEES = new TableFacts(
            "public", "employees", 584, 40_000, true, Map.of("organization_id", "text"), List.of("id"), List.of());

    private static PlannedStatement statement(String plan, double meanMs) {
        return statement(plan, plan(read(plan)), meanMs);
    }

    private static PlannedStatement statement(String id, PlanNode plan, double meanMs) {
        var measured = new MeasuredStatement(id, "smartbav_app", "SELECT " + id, 10, meanMs * 10, meanMs, 1000, 90, 10);
        return new PlannedStatement(measured, StatementText.of("SELECT 1").orElseThrow(), plan, null, null);
    }

    private static PlanNode plan(String json) {
        return PlanParser.parse(json);
    }

    private static String read(String name) {
        try (InputStream in = WorkloadAnalysisTest.class.getResourceAsStream("/plans/" + name + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static WorkloadAnalysis analysis(PlannedStatement... statements) {
        return analysis(List.of(EMPLOYEES), statements);
    }

    private static WorkloadAnalysis analysis(List<TableFacts> tables, PlannedStatement... statements) {
        return WorkloadAnalysis.of(
                Workload.of(new ExplainedWorkload(List.of(statements), tables)),
                new MissingIndexes(MissingIndexRule.DEFAULT),
                PlanFlips.none(),
                List.of());
    }

    @Test
    void oneIndexServesTheListAndTheCount() {
        var analysis = analysis(statement("list-without-index", 20), statement("count-without-index", 10));

        assertThat(analysis.diagnoses()).hasSize(1);
        assertThat(analysis.statements())
                .extracting(facts -> facts.proposal().columns())
                .containsOnly(List.of("organization_id", "created_at DESC"));
    }

    @Test
    void findingNamesTableColumnsConditionAndStatement() {
        FindingRaised finding = analysis(statement("list-without-index", 20))
                .diagnoses()
                .getFirst()
                .finding("smartbav", "smartbav-db", NOW);

        assertThat(finding.fingerprint())
                .isEqualTo("missing-index:smartbav:smartbav-db:public.employees:"
                        + "organization_id,created_at DESC:deleted_at IS NULL");
        assertThat(finding.component()).isEqualTo("PostgreSQL smartbav-db, public.employees");
        assertThat(finding.title())
                .isEqualTo("Missing index on employees (organization_id, created_at DESC) WHERE deleted_at IS NULL");
        assertThat(finding.category()).isEqualTo("Performance");
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.evidence())
                .containsEntry("meanTimeMs", "20.000")
                .containsEntry("rowsInTable", "40000")
                .containsEntry("condition", "deleted_at IS NULL");
    }

    @Test
    void sameTableOfTwoSchemasIsTwoFindings() {
        var other = new TableFacts(
                "crm",
                EMPLOYEES.name(),
                EMPLOYEES.pages(),
                EMPLOYEES.rows(),
                true,
                EMPLOYEES.columnTypes(),
                EMPLOYEES.primaryKey(),
                List.of());
        var inOther = plan(read("list-without-index").replace("\"public\"", "\"crm\""));

        var analysis = analysis(
                List.of(EMPLOYEES, other),
                statement("1", plan(read("list-without-index")), 20),
                statement("2", inOther, 20));

        assertThat(analysis.diagnoses())
                .extracting(diagnosis -> diagnosis.fingerprint("s", "db"))
                .containsExactly(
                        "missing-index:s:db:public.employees:organization_id,created_at DESC:deleted_at IS NULL",
                        "missing-index:s:db:crm.employees:organization_id,created_at DESC:deleted_at IS NULL");
    }

    @Test
    void halfASecondIsCritical() {
        assertThat(analysis(statement("list-without-index", 500))
                        .diagnoses()
                        .getFirst()
                        .finding("smartbav", "smartbav-db", NOW)
                        .severity())
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void rowLevelSecurityIsSeenOnTheTable() {
        assertThat(analysis(statement("insert", 1)).statements().getFirst())
                .satisfies(facts -> assertThat(facts.rowLevelSecurity()).isTrue())
                .satisfies(facts -> assertThat(facts.usesSeqScan()).isFalse())
                .satisfies(facts -> assertThat(facts.proposal()).isNull());
    }

    @Test
    void statementWithoutAPlanSaysWhy() {
        var measured = new MeasuredStatement("1", "smartbav_app", "SELECT $1", 1, 1, 1, 1, 0, 0);
        var unplanned =
                new PlannedStatement(measured, StatementText.of("SELECT $1").orElseThrow(), null, "no type", null);

        assertThat(analysis(unplanned).statements().getFirst().planNote()).isEqualTo("no type");
    }

    @Test
    void indexThatIsReadFromEndToEndIsToldApartFromOneThatStopsEarly() {
        assertThat(facts("whole-index", orders(9_000, null)))
                .satisfies(facts -> assertThat(facts.usesIndexScan()).isTrue())
                .satisfies(facts -> assertThat(facts.wholeIndexScanTables()).containsExactly("orders"))
                .satisfies(facts -> assertThat(facts.indexScanTables()).isEmpty());
        assertThat(facts("first-by-index", orders(9_000, null)).indexScanTables())
                .containsExactly("orders");
        assertThat(facts("first-by-index", orders(9_000, null)).wholeIndexScanTables())
                .isEmpty();
    }

    @Test
    void smallTableAndNarrowPartialIndexMayBeReadWhole() {
        assertThat(facts("whole-index", orders(10, null)).wholeIndexScanTables())
                .isEmpty();
        assertThat(facts("whole-index", orders(90_000, "(status = 'open')")).wholeIndexScanTables())
                .isEmpty();
        assertThat(facts("whole-index", orders(9_000, "(deleted_at IS NULL)")).wholeIndexScanTables())
                .containsExactly("orders");
    }

    private static StatementFacts facts(String plan, TableFacts table) {
        Plan explained = PlanParser.plan(read(plan));
        var measured = new MeasuredStatement(plan, "app", "SELECT id FROM orders", 10, 10, 1, 1000, 90, 10);
        var statement = new PlannedStatement(
                measured,
                StatementText.of(measured.query()).orElseThrow(),
                explained.root().shape(),
                null,
                null,
                explained);
        return analysis(List.of(table), statement).statements().getFirst();
    }

    /** Of forty rows a page; a partial index holds 300,000 of them. */
    private static TableFacts orders(long pages, String predicate) {
        return new TableFacts(
                "public",
                "orders",
                pages,
                pages * 40.0,
                false,
                Map.of("id", "bigint"),
                List.of("id"),
                List.of(new IndexDefinition("orders_placed_at", List.of("placed_at"), predicate, true)));
    }
}
