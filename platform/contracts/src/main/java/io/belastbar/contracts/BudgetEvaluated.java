package io.belastbar.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * A run was held against the budget.
 *
 * @param verdict of the objectives that count: FAIL if one failed or one that must be shown was not, else WARN if one
 *     warns, else INCONCLUSIVE if nothing passed, else WARN if one that should have been shown was not, else PASS
 * @param budgetVersion the version of the budget document that was used
 * @param score 0 to 100, the weights of what was kept by those of all that was judged; null if the budget gives no weight
 */
public record BudgetEvaluated(
        String evaluationId,
        String runId,
        String system,
        int budgetVersion,
        Instant evaluatedAt,
        ObjectiveVerdict verdict,
        List<ObjectiveResult> objectives,
        @JsonInclude(JsonInclude.Include.NON_NULL) Integer score)
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
