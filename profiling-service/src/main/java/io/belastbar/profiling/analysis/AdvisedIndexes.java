package io.belastbar.profiling.analysis;

import io.belastbar.plans.PlanNode;
import io.belastbar.plans.index.IndexCandidate;
import io.belastbar.plans.index.IndexKey;
import io.belastbar.plans.index.IndexMethod;
import io.belastbar.plans.index.IndexProposal;
import io.belastbar.plans.index.IndexShape;
import io.belastbar.plans.index.advice.IndexAdvice.Advised;
import io.belastbar.plans.index.advice.IndexAdvisor;
import io.belastbar.plans.index.advice.WorkloadStatement;
import io.belastbar.plans.index.expression.ExpressionParser;
import io.belastbar.plans.index.facts.DatabaseProfile;
import io.belastbar.plans.index.facts.ExistingIndex;
import io.belastbar.plans.index.facts.TableProfile;
import io.belastbar.profiling.database.PlannedStatement;
import io.belastbar.profiling.diagnosis.Diagnosis;
import io.belastbar.profiling.workload.Workload;
import io.belastbar.profiling.workload.WorkloadRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Indexes that a workload lacks beside those of {@link MissingIndexes}: for joins, ranges, expressions, rare values,
 * alternatives, and what is contained in a value.
 *
 * <p>What is told must matter: only of statements that took enough of the period's time, and only if the planner's cost of
 * such a statement falls to half with what is proposed for it. The indexes of {@code MissingIndexes} count as if they were
 * there, and a statement that has one of these for a table gets no second one for it.
 *
 * @param profile of the workload's tables
 * @param totalMs what all statements of the period took together
 * @param seconds of the period
 */
record AdvisedIndexes(MissingIndexes simple, DatabaseProfile profile, double totalMs, double seconds)
        implements WorkloadRule {
    private static final double SHARE_MIN = 0.01;
    private static final double MEAN_MS_MIN = 5;

    /** From so many keys on an index that is used is nearly the one that begins with them. */
    private static final int NEARLY_KEYS = 2;

    /** The planner's cost of a statement before ÷ after. */
    private static final double GAIN_MIN = 2;

    /** What one of several indexes for a statement must save of its cost at least. */
    private static final double PART_MIN = 0.2;

    @Override
    public List<Diagnosis> diagnose(Workload workload) {
        Map<PlannedStatement, List<IndexProposal>> proposals = simple.proposals(workload);
        Map<String, PlannedStatement> worthy = worthy(workload);
        List<WorkloadStatement> statements = workload.statements().stream()
                .map(statement ->
                        asked(statement, worthy.get(statement.measured().queryId()) == statement))
                .toList();
        if (worthy.isEmpty()) {
            return List.of();
        }
        List<Advised> advised = IndexAdvisor.DEFAULT
                .advise(statements, with(proposals), seconds)
                .candidates();
        Map<String, Double> saved = new HashMap<>();
        advised.forEach(each -> each.costSaved().forEach((id, cost) -> saved.merge(id, cost, Double::sum)));
        List<Diagnosis> diagnoses = new ArrayList<>();
        for (Advised each : advised) {
            List<PlannedStatement> served = each.candidate().statements().stream()
                    .map(worthy::get)
                    .filter(statement -> !isServed(proposals.get(statement), each.candidate()))
                    .filter(statement -> gains(statement, each, saved))
                    .filter(statement -> !hasNearlyThis(statement, each.candidate()))
                    .toList();
            if (!served.isEmpty()) {
                diagnoses.add(new AdvisedIndex(each, table(each.candidate()), served, totalMs).diagnosis());
            }
        }
        return diagnoses;
    }

    private Map<String, PlannedStatement> worthy(Workload workload) {
        Map<String, PlannedStatement> worthy = new LinkedHashMap<>();
        workload.statements().stream()
                .filter(statement -> statement.explained() != null)
                .filter(statement -> statement.measured().meanTimeMs() >= MEAN_MS_MIN)
                .filter(statement -> statement.measured().totalTimeMs() >= totalMs * SHARE_MIN)
                .forEach(statement -> worthy.putIfAbsent(statement.measured().queryId(), statement));
        return worthy;
    }

    /** Of the others we only know what they write. */
    private static WorkloadStatement asked(PlannedStatement statement, boolean worthy) {
        return new WorkloadStatement(
                statement.measured().queryId(),
                statement.measured().query(),
                worthy ? statement.explained() : null,
                statement.measured().calls(),
                OptionalDouble.of(statement.measured().rowsPerCall()));
    }

    private boolean isServed(List<IndexProposal> proposals, IndexCandidate candidate) {
        return proposals.stream()
                .flatMap(proposal -> profile.table(proposal.schema(), proposal.table()).stream())
                .anyMatch(table -> table.schema().equals(candidate.schema())
                        && table.name().equals(candidate.table()));
    }

    /**
     * Whether the statement's plan uses an index that begins with this one's keys, or one of two keys or more with which this
     * one begins: what it adds, a last key that breaks ties or columns to carry along, is not worth a second index. A
     * partial index that is used hides its condition: the plan does not filter by it any more.
     */
    private boolean hasNearlyThis(PlannedStatement statement, IndexCandidate candidate) {
        List<String> wanted = expressions(candidate.shape());
        Set<String> used = statement.plan().flatten().stream()
                .map(PlanNode::indexName)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return table(candidate).indexes().stream()
                .filter(index -> used.contains(index.name()))
                .map(index -> expressions(index.shape()))
                .anyMatch(keys -> begins(keys, wanted) || keys.size() >= NEARLY_KEYS && begins(wanted, keys));
    }

    private static boolean begins(List<String> longer, List<String> shorter) {
        return shorter.size() <= longer.size()
                && longer.subList(0, shorter.size()).equals(shorter);
    }

    private static List<String> expressions(IndexShape shape) {
        return shape.keys().stream().map(IndexKey::expression).toList();
    }

    private static boolean gains(PlannedStatement statement, Advised advised, Map<String, Double> saved) {
        String id = statement.measured().queryId();
        double cost = statement.explained().root().totalCost();
        return saved.get(id) >= cost * (1 - 1 / GAIN_MIN)
                && advised.costSaved().getOrDefault(id, 0.0) >= cost * PART_MIN
                && advised.blocksBefore() >= GAIN_MIN * advised.blocksAfter();
    }

    private TableProfile table(IndexCandidate candidate) {
        return profile.table(candidate.schema(), candidate.table()).orElseThrow();
    }

    /** The database as it will be with the proposals. */
    private DatabaseProfile with(Map<PlannedStatement, List<IndexProposal>> proposals) {
        Map<String, TableProfile> tables = new HashMap<>(profile.tables());
        Set<IndexProposal> all = new LinkedHashSet<>();
        proposals.values().forEach(all::addAll);
        for (IndexProposal proposal : all) {
            profile.table(proposal.schema(), proposal.table())
                    .ifPresent(table -> tables.computeIfPresent(
                            table.qualifiedName(), (name, known) -> with(known, existing(proposal))));
        }
        return new DatabaseProfile(
                tables, profile.partitionsOf(), profile.extensions(), profile.routines(), profile.randomPageCost());
    }

    private static TableProfile with(TableProfile table, ExistingIndex index) {
        List<ExistingIndex> indexes = new ArrayList<>(table.indexes());
        indexes.add(index);
        return new TableProfile(
                table.schema(),
                table.name(),
                table.size(),
                table.partitioned(),
                table.rowLevelSecurity(),
                table.columns(),
                table.primaryKey(),
                indexes,
                table.writes());
    }

    private static ExistingIndex existing(IndexProposal proposal) {
        List<IndexKey> keys = proposal.columns().stream()
                .map(column -> column.replaceFirst(" ASC\\b", ""))
                .map(column -> {
                    int end = column.replaceFirst(" (DESC|NULLS)\\b.*$", "").length();
                    return new IndexKey(
                            column.substring(0, end), column.substring(end).strip(), "");
                })
                .toList();
        String predicate = proposal.predicate() == null
                ? ""
                : ExpressionParser.parse(proposal.predicate()).sql();
        return new ExistingIndex(
                proposal.name(), new IndexShape(IndexMethod.BTREE, keys, List.of(), predicate), false, true);
    }
}
