package io.belastbar.budget.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.web.http.Page;
import java.util.List;

/**
 * A page of evaluations.
 *
 * @param hint what to do next where there is nothing to show; null otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EvaluationPage(List<EvaluationSummary> items, String nextCursor, String hint) {

    static EvaluationPage of(String system, Page<EvaluationSummary> page, boolean first) {
        var hint = first && page.items().isEmpty()
                ? "No run of " + system + " was evaluated yet. Start one with POST /api/v1/systems/" + system
                        + "/test-runs at loadtest-service; for the sample system: belastbar demo"
                : null;
        return new EvaluationPage(page.items(), page.nextCursor(), hint);
    }
}
