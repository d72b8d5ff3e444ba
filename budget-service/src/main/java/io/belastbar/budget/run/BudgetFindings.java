package io.belastbar.budget.run;

import io.belastbar.budget.evaluation.Evidence.FactsAnswer;
import io.belastbar.budget.evaluation.JudgedObjective;
import io.belastbar.budget.objective.Objective;
import io.belastbar.contracts.BudgetEvaluated;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.Fingerprint;
import io.belastbar.contracts.ObjectiveResult;
import io.belastbar.contracts.Origin;
import io.belastbar.contracts.ProposedIndex;
import io.belastbar.contracts.StatementFacts;
import io.belastbar.contracts.TestRunFinished;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Turns each violated objective into a finding. The same objective violated again has the same fingerprint, so the
 * register counts it instead of repeating it.
 */
public final class BudgetFindings {

    private static final String SOURCE = "budget-service";

    private BudgetFindings() {}

    /**
     * One finding for each promise that fails and counts, in the order of the results. None of a branch other than main: its pipeline is told by the
     * verdict, and the register is about what everybody has.
     */
    public static List<FindingRaised> raise(
            List<JudgedObjective> judged, TestRunFinished run, FactsAnswer facts, BudgetEvaluated evaluation) {
        if (!Origin.of(run.labels()).isMain()) {
            return List.of();
        }
        return judged.stream()
                .filter(one -> one.result().fails())
                .map(one -> raise(one, run, facts, evaluation))
                .toList();
    }

    /** Same objective, same fingerprint. */
    static String fingerprint(String system, ObjectiveResult result) {
        return Fingerprint.of("budget", system, result.subject(), result.metric());
    }

    private static FindingRaised raise(
            JudgedObjective judged, TestRunFinished run, FactsAnswer facts, BudgetEvaluated evaluation) {
        var objective = judged.objective();
        var result = judged.result();
        var proposals = proposals(objective, facts);
        return FindingRaised.of(fingerprint(evaluation.system(), result), evaluation.system(), SOURCE)
                .raised(evaluation.evaluatedAt(), objective.severityOrDefault())
                .component(result.subject())
                .title(result.subject() + ": " + observed(result) + ", budget " + result.limit())
                .description(description(judged, run, evaluation))
                .recommendedMeasures(measures(objective, proposals))
                .evidence(evidence(run, evaluation, result, proposals))
                .build();
    }

    /** Where too many requests failed there is no time to show. */
    private static String observed(ObjectiveResult result) {
        if (result.missing() != null) {
            return "not shown";
        }
        return result.observed() == null ? "no good answer in time" : result.observed();
    }

    private static List<ProposedIndex> proposals(Objective objective, FactsAnswer answer) {
        return switch (answer) {
            case FactsAnswer.Unknown unknown -> List.of();
            case FactsAnswer.Known known ->
                objective.subject().statements().stream()
                        .flatMap(selector -> selector.in(known.facts()).stream())
                        .map(StatementFacts::proposal)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
        };
    }

    private static String description(JudgedObjective judged, TestRunFinished run, BudgetEvaluated evaluation) {
        var result = judged.result();
        var reason = result.reason() == null ? "" : " " + result.reason() + ".";
        var source = judged.fromRun() || result.missing() != null
                ? "Run " + run.runId() + " of scenario " + run.scenario() + " violated"
                : "Measurements violate";
        return "%s %s of \"%s\": observed %s, the budget (version %d) demands %s.%s"
                .formatted(
                        source,
                        result.metric(),
                        result.subject(),
                        observed(result),
                        evaluation.budgetVersion(),
                        result.limit(),
                        reason);
    }

    private static List<String> measures(Objective objective, List<ProposedIndex> proposals) {
        var measures = new ArrayList<String>();
        proposals.forEach(proposal -> measures.add("Create an index on " + proposal.text() + ": " + proposal.ddl()));
        measures.add(
                switch (objective.measure()) {
                    case INDEX_SCAN, SEQ_SCAN_ALLOWED, QUERY_TIME, TRANSACTION_TIME ->
                        "Compare the plan before and after with EXPLAIN (ANALYZE, BUFFERS) as the application role";
                    case THROUGHPUT -> "Find the saturated resource: CPU, connection pool, locks, or a dependency";
                    case ERROR_RATE, SUCCESS_RATE ->
                        "Group the failed responses by status and cause, and fix the commonest first";
                    case HIT_RATIO -> "Look for keys that expire or are invalidated before they are read again";
                    case SIZE -> "Compare with the last artefact that kept its size: what was added?";
                    case UTILISATION, COUNT, EVENT_RATE ->
                        "Find what uses the resource, then decide between less use and more of it";
                    case LAG -> "Compare the consumers' rate with the producers', and look for one slow partition";
                    case RESPONSE_TIME, DURATION ->
                        "Compare response time with the endpoint's slowest statements and external calls";
                });
        measures.add("Repeat the scenario and compare with this run");
        return List.copyOf(measures);
    }

    private static Map<String, String> evidence(
            TestRunFinished run, BudgetEvaluated evaluation, ObjectiveResult result, List<ProposedIndex> proposals) {
        var evidence = new LinkedHashMap<String, String>();
        evidence.put("runId", run.runId());
        evidence.put("scenario", run.scenario());
        evidence.put("evaluationId", evaluation.evaluationId());
        evidence.put("budgetVersion", String.valueOf(evaluation.budgetVersion()));
        evidence.put("metric", result.metric());
        evidence.put("limit", result.limit());
        evidence.put("observed", observed(result));
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
