package io.belastbar.profiling.analysis;

import io.belastbar.contracts.ProposedIndex;
import io.belastbar.contracts.StatementFacts;
import io.belastbar.plans.PlanNode;
import io.belastbar.plans.index.IndexProposal;
import io.belastbar.plans.index.MissingIndexRule;
import io.belastbar.plans.index.TableFacts;
import io.belastbar.profiling.database.ExplainedWorkload;
import io.belastbar.profiling.database.PlannedStatement;
import io.belastbar.profiling.statement.MeasuredStatement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Judges an explained workload: facts per statement, and the indexes that it lacks. */
record WorkloadAnalysis(List<StatementFacts> statements, List<MissingIndex> missingIndexes) {

    static WorkloadAnalysis of(ExplainedWorkload workload, MissingIndexRule rule) {
        Map<String, TableFacts> tables = workload.tables().stream()
                .collect(Collectors.toMap(TableFacts::qualifiedName, Function.identity(), (a, b) -> a));
        List<PlannedStatement> statements = workload.statements().stream()
                .filter(PlannedStatement::concernsApplication)
                .toList();
        Map<PlannedStatement, List<IndexProposal>> proposals = new LinkedHashMap<>();
        for (PlannedStatement statement : statements) {
            proposals.put(statement, proposals(statement, rule, tables));
        }
        List<IndexProposal> all =
                proposals.values().stream().flatMap(List::stream).distinct().toList();
        proposals.replaceAll((statement, own) -> own.stream()
                .map(proposal -> IndexProposal.widest(proposal, all))
                .distinct()
                .toList());
        return new WorkloadAnalysis(
                statements.stream()
                        .map(statement -> facts(statement, proposals.get(statement), tables))
                        .toList(),
                missing(proposals, tables));
    }

    private static List<IndexProposal> proposals(
            PlannedStatement statement, MissingIndexRule rule, Map<String, TableFacts> tables) {
        return statement.plan() == null
                ? List.of()
                : rule.proposals(statement.plan(), name -> Optional.ofNullable(tables.get(name)));
    }

    private static StatementFacts facts(
            PlannedStatement statement, List<IndexProposal> proposals, Map<String, TableFacts> tables) {
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
                proposals.isEmpty() ? null : proposed(proposals.getFirst()));
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

    private static List<MissingIndex> missing(
            Map<PlannedStatement, List<IndexProposal>> proposals, Map<String, TableFacts> tables) {
        Map<IndexProposal, List<PlannedStatement>> byIndex = new LinkedHashMap<>();
        proposals.forEach((statement, own) -> own.forEach(proposal ->
                byIndex.computeIfAbsent(proposal, none -> new ArrayList<>()).add(statement)));
        List<MissingIndex> missing = new ArrayList<>();
        byIndex.forEach((proposal, statements) -> missing.add(
                new MissingIndex(proposal, tables.get(proposal.schema() + "." + proposal.table()), statements)));
        return missing;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
