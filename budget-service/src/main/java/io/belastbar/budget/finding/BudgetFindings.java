package io.belastbar.budget.finding;

import io.belastbar.budget.database.FactsAnswer;
import io.belastbar.budget.database.IndexProposal;
import io.belastbar.budget.database.StatementFacts;
import io.belastbar.budget.objective.DatabaseBudget;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.contracts.BudgetEvaluated;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.ObjectiveResult;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.contracts.Severity;
import io.belastbar.contracts.TestRunFinished;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Turns each violated objective into a finding. The same objective violated again has the same fingerprint, so the
 * register counts it instead of repeating it.
 */
public final class BudgetFindings {

    private static final String SOURCE = "budget-service";
    private static final String CATEGORY = "Performance";
    private static final String REFERENCE = "DORA Art. 24";
    private static final String RESPONSIBLE = "Backend Engineer";

    private BudgetFindings() {}

    /** One finding for each FAIL, in the order of the results. */
    public static List<FindingRaised> raise(
            PerformanceBudget budget, TestRunFinished run, FactsAnswer facts, BudgetEvaluated evaluation) {
        return evaluation.objectives().stream()
                .filter(result -> result.verdict() == ObjectiveVerdict.FAIL)
                .map(result -> raise(queryNamed(budget, result.subject()), run, facts, evaluation, result))
                .toList();
    }

    /** Same objective, same fingerprint. */
    static String fingerprint(String system, ObjectiveResult result) {
        return "budget:" + system + ":" + result.subject() + ":" + result.metric();
    }

    private static FindingRaised raise(
            Optional<DatabaseBudget> query,
            TestRunFinished run,
            FactsAnswer facts,
            BudgetEvaluated evaluation,
            ObjectiveResult result) {
        var proposals = query.map(budget -> proposals(budget, facts)).orElse(List.of());
        return new FindingRaised(
                fingerprint(evaluation.system(), result),
                evaluation.system(),
                SOURCE,
                evaluation.evaluatedAt(),
                query.map(DatabaseBudget::severity).orElseGet(() -> severityOf(result.metric())),
                CATEGORY,
                REFERENCE,
                result.subject(),
                result.subject() + ": " + result.observed() + ", budget " + result.limit(),
                description(run, evaluation, result),
                measures(result.metric(), proposals),
                RESPONSIBLE,
                evidence(run, evaluation, result, proposals));
    }

    private static Optional<DatabaseBudget> queryNamed(PerformanceBudget budget, String subject) {
        return budget.database().stream()
                .filter(query -> query.subject().equals(subject))
                .findFirst();
    }

    private static List<IndexProposal> proposals(DatabaseBudget query, FactsAnswer answer) {
        return switch (answer) {
            case FactsAnswer.Unknown unknown -> List.of();
            case FactsAnswer.Known known ->
                query.selector().in(known.facts()).stream()
                        .map(StatementFacts::proposal)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
        };
    }

    private static Severity severityOf(String metric) {
        return switch (metric) {
            case "target_error_rate",
                    "target_response_time_p95",
                    "target_response_time_p99",
                    "target_response_time_p999" -> Severity.HIGH;
            default -> Severity.MEDIUM;
        };
    }

    private static String description(TestRunFinished run, BudgetEvaluated evaluation, ObjectiveResult result) {
        var reason = result.reason() == null ? "" : " " + result.reason() + ".";
        return "Run %s of scenario %s violated %s of \"%s\": observed %s, the budget (version %d) demands %s.%s"
                .formatted(
                        run.runId(),
                        run.scenario(),
                        result.metric(),
                        result.subject(),
                        result.observed(),
                        evaluation.budgetVersion(),
                        result.limit(),
                        reason);
    }

    private static List<String> measures(String metric, List<IndexProposal> proposals) {
        var measures = new ArrayList<String>();
        proposals.forEach(proposal -> measures.add("Create an index on " + proposal.text() + ": " + proposal.ddl()));
        measures.add(
                switch (metric) {
                    case "target_index_scan",
                            "target_seq_scan_allowed",
                            "target_query_time",
                            "target_transaction_time" ->
                        "Compare the plan before and after with EXPLAIN (ANALYZE, BUFFERS) as the application role";
                    case "target_throughput" ->
                        "Find the saturated resource: CPU, connection pool, locks, or a dependency";
                    case "target_error_rate" ->
                        "Group the failed responses by status and cause, and fix the commonest first";
                    default -> "Compare response time with the endpoint's slowest statements and external calls";
                });
        measures.add("Repeat the scenario and compare with this run");
        return List.copyOf(measures);
    }

    private static Map<String, String> evidence(
            TestRunFinished run, BudgetEvaluated evaluation, ObjectiveResult result, List<IndexProposal> proposals) {
        var evidence = new LinkedHashMap<String, String>();
        evidence.put("runId", run.runId());
        evidence.put("scenario", run.scenario());
        evidence.put("evaluationId", evaluation.evaluationId());
        evidence.put("budgetVersion", String.valueOf(evaluation.budgetVersion()));
        evidence.put("metric", result.metric());
        evidence.put("limit", result.limit());
        evidence.put("observed", result.observed());
        evidence.put("samples", String.valueOf(result.samples()));
        if (!proposals.isEmpty()) {
            var first = proposals.getFirst();
            evidence.put("indexTable", first.table());
            evidence.put("indexColumns", String.join(", ", first.columns()));
            evidence.put("indexPredicate", first.predicate() == null ? "" : first.predicate());
            evidence.put("indexDdl", first.ddl());
        }
        return evidence;
    }
}
