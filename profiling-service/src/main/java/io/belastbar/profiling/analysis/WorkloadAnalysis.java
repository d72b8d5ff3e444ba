package io.belastbar.profiling.analysis;

import io.belastbar.contracts.ProposedIndex;
import io.belastbar.contracts.StatementFacts;
import io.belastbar.plans.PlanCosts;
import io.belastbar.plans.PlanNode;
import io.belastbar.plans.index.IndexProposal;
import io.belastbar.plans.index.TableFacts;
import io.belastbar.profiling.database.PlannedStatement;
import io.belastbar.profiling.diagnosis.Diagnosis;
import io.belastbar.profiling.flip.PlanFlips;
import io.belastbar.profiling.statement.MeasuredStatement;
import io.belastbar.profiling.workload.Workload;
import io.belastbar.profiling.workload.WorkloadRule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Judges a workload: facts per statement, and what is wrong. */
record WorkloadAnalysis(List<StatementFacts> statements, List<Diagnosis> diagnoses) {
    private static final int PLAN_LENGTH_MAX = 4000;

    /**
     * @param indexes says which index a statement lacks; its diagnoses come first
     * @param flips says whose plan has changed
     * @param others in the order of their diagnoses
     */
    static WorkloadAnalysis of(Workload workload, MissingIndexes indexes, PlanFlips flips, List<WorkloadRule> others) {
        Map<PlannedStatement, List<IndexProposal>> proposals = indexes.proposals(workload);
        List<StatementFacts> facts = workload.statements().stream()
                .map(statement -> facts(
                        statement,
                        proposals.get(statement),
                        workload.tables(),
                        TablesByIndex.of(statement, workload, indexes.rule().minPages()),
                        flips.change(statement).orElse(null)))
                .toList();
        List<Diagnosis> diagnoses = Stream.concat(Stream.of(indexes, flips), others.stream())
                .flatMap(rule -> rule.diagnose(workload).stream())
                .toList();
        return new WorkloadAnalysis(facts, diagnoses);
    }

    private static StatementFacts facts(
            PlannedStatement statement,
            List<IndexProposal> proposals,
            Map<String, TableFacts> tables,
            TablesByIndex byIndex,
            String change) {
        MeasuredStatement measured = statement.measured();
        PlanNode plan = statement.plan();
        List<String> seqScans = plan == null ? List.of() : plan.seqScanTables();
        boolean rls = statement.qualifiedTables().stream()
                .map(tables::get)
                .filter(Objects::nonNull)
                .anyMatch(TableFacts::rowLevelSecurity);
        return new StatementFacts(
                measured.queryId(),
                measured.query(),
                statement.text().kind(),
                names(statement),
                rls,
                measured.calls(),
                rounded(measured.meanTimeMs()),
                rounded(measured.maxTimeMs()),
                rounded(measured.rowsPerCall()),
                measured.blocksHit(),
                measured.blocksRead(),
                !seqScans.isEmpty(),
                plan != null && plan.usesIndexScan(),
                seqScans,
                statement.failure(),
                proposals.isEmpty() ? null : proposed(proposals.getFirst()),
                byIndex.found(),
                byIndex.whole(),
                change,
                plan == null ? null : shortened(plan.excerpt()),
                plan == null ? List.of() : PlanCosts.shares(plan));
    }

    private static String shortened(String plan) {
        return plan.length() <= PLAN_LENGTH_MAX ? plan : plan.substring(0, PLAN_LENGTH_MAX) + "…";
    }

    private static ProposedIndex proposed(IndexProposal proposal) {
        return new ProposedIndex(
                proposal.table(), proposal.columns(), proposal.predicate(), proposal.name(), proposal.ddl());
    }

    private static List<String> names(PlannedStatement statement) {
        return statement.qualifiedTables().stream()
                .map(table -> table.substring(table.indexOf('.') + 1))
                .distinct()
                .toList();
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
