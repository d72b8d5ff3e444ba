package io.belastbar.profiling.analysis;

import io.belastbar.plans.index.IndexProposal;
import io.belastbar.plans.index.MissingIndexRule;
import io.belastbar.profiling.database.PlannedStatement;
import io.belastbar.profiling.diagnosis.Diagnosis;
import io.belastbar.profiling.workload.Workload;
import io.belastbar.profiling.workload.WorkloadRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The indexes that a workload lacks: each once, with all the statements that it would serve. */
record MissingIndexes(MissingIndexRule rule) implements WorkloadRule {
    @Override
    public List<Diagnosis> diagnose(Workload workload) {
        Map<IndexProposal, List<PlannedStatement>> served = new LinkedHashMap<>();
        proposals(workload)
                .forEach((statement, own) ->
                        own.forEach(proposal -> served.computeIfAbsent(proposal, none -> new ArrayList<>())
                                .add(statement)));
        List<Diagnosis> diagnoses = new ArrayList<>();
        served.forEach((proposal, statements) -> diagnoses.add(new MissingIndex(
                        proposal, workload.tables().get(proposal.schema() + "." + proposal.table()), statements)
                .diagnosis()));
        return diagnoses;
    }

    /** What each statement lacks; a shorter proposal has given way to a longer one of another statement. */
    Map<PlannedStatement, List<IndexProposal>> proposals(Workload workload) {
        Map<PlannedStatement, List<IndexProposal>> proposals = new LinkedHashMap<>();
        for (PlannedStatement statement : workload.statements()) {
            proposals.put(
                    statement,
                    statement.plan() == null ? List.of() : rule.proposals(statement.plan(), workload::table));
        }
        List<IndexProposal> all =
                proposals.values().stream().flatMap(List::stream).distinct().toList();
        proposals.replaceAll((statement, own) -> own.stream()
                .map(proposal -> IndexProposal.widest(proposal, all))
                .distinct()
                .toList());
        return proposals;
    }
}
