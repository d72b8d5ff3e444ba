package io.belastbar.contracts;

import java.time.Instant;
import java.util.List;

/**
 * A run was held against the budget.
 *
 * @param verdict FAIL if any objective failed, else WARN, else INCONCLUSIVE if nothing passed, else PASS
 * @param budgetVersion the version of the budget document that was used
 */
public record BudgetEvaluated(
        String evaluationId,
        String runId,
        String system,
        int budgetVersion,
        Instant evaluatedAt,
        ObjectiveVerdict verdict,
        List<ObjectiveResult> objectives)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.BUDGET_EVALUATED;
    }

    @Override
    public String partitionKey() {
        return runId;
    }
}
