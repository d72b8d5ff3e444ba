package io.belastbar.budget.run;

import static io.belastbar.budget.evaluation.Facts.known;
import static io.belastbar.budget.evaluation.Facts.statement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.belastbar.budget.Samples;
import io.belastbar.budget.evaluation.BudgetEvaluation;
import io.belastbar.budget.evaluation.Evidence;
import io.belastbar.budget.evaluation.Evidence.FactsAnswer;
import io.belastbar.budget.evaluation.Runs;
import io.belastbar.budget.verdict.BudgetVerdict;
import io.belastbar.contracts.BudgetEvaluated;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.ProposedIndex;
import io.belastbar.contracts.Severity;
import io.belastbar.contracts.TestRunFinished;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetFindingsTest {

    private static final ProposedIndex INDEX = new ProposedIndex(
            "employees",
            List.of("organization_id", "created_at DESC"),
            "deleted_at IS NULL",
            "idx_employees_organization_id_created_at",
            "CREATE INDEX CONCURRENTLY ON employees (organization_id, created_at DESC) WHERE deleted_at IS NULL");

    @Test
    void aSequentialScanProposesTheMissingIndex() {
        var list = statement("SELECT", "employees").rls().seqScan("employees").proposal(INDEX);

        var findings = findings(Runs.run(), known(list.build()));

        assertThat(findings)
                .extracting(FindingRaised::fingerprint)
                .contains("budget:smartbav:SELECT query on employees:target_seq_scan_allowed");
        assertThat(findings)
                .filteredOn(finding -> finding.fingerprint().endsWith("target_seq_scan_allowed"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
                    assertThat(finding.regulatoryReference()).isEqualTo("DORA Art. 24");
                    assertThat(finding.recommendedMeasures().getFirst())
                            .contains("employees (organization_id, created_at DESC) WHERE deleted_at IS NULL");
                    assertThat(finding.evidence())
                            .containsEntry("runId", "run-1")
                            .containsEntry("indexPredicate", "deleted_at IS NULL");
                });
    }

    @Test
    void theBudgetSetsTheSeverityOfADatabaseViolation() {
        var slow = statement("SELECT", "offers").rls().meanMs(900).indexScan().build();

        assertThat(findings(Runs.run(), known(slow)))
                .singleElement()
                .extracting(FindingRaised::severity)
                .isEqualTo(Severity.HIGH);
    }

    @Test
    void onlyViolationsAreRaised() {
        var run = Runs.run(Runs.measured("GET /api/v1/employees", 1_000, 0, i -> 1_500));

        assertThat(findings(run, new FactsAnswer.Unknown("away")))
                .extracting(
                        FindingRaised::component, finding -> finding.evidence().get("metric"))
                .containsExactly(
                        tuple("GET /api/v1/employees", "target_response_time_p50"),
                        tuple("GET /api/v1/employees", "target_response_time_p95"));
    }

    private static List<FindingRaised> findings(TestRunFinished run, FactsAnswer facts) {
        var budget = Samples.smartbavBudget();
        var judged = BudgetEvaluation.judge(budget, Evidence.of(run, facts));
        var results = BudgetEvaluation.results(judged);
        var evaluation = new BudgetEvaluated(
                "evaluation-1", run.runId(), run.system(), 1, Instant.EPOCH, BudgetVerdict.of(results), results, null);
        return BudgetFindings.raise(judged, run, facts, evaluation);
    }
}
