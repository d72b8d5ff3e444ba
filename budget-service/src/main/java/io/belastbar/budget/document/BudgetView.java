package io.belastbar.budget.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.budget.objective.DatabaseBudget;
import io.belastbar.budget.objective.EndpointBudget;
import io.belastbar.budget.objective.Objective;
import io.belastbar.contracts.Severity;
import java.time.Instant;
import java.util.List;

/** A stored budget as JSON: what was understood of the document. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BudgetView(
        String system,
        int version,
        String sha256,
        String fileName,
        Instant updatedAt,
        String updatedBy,
        List<EndpointView> endpoints,
        List<QueryView> database) {

    static BudgetView of(StoredBudget stored) {
        var budget = BudgetDraft.parse(stored.content());
        return new BudgetView(
                stored.system(),
                stored.version(),
                stored.sha256(),
                stored.fileName(),
                stored.updatedAt(),
                stored.updatedBy(),
                budget.endpoints().stream().map(EndpointView::of).toList(),
                budget.database().stream().map(QueryView::of).toList());
    }

    record ObjectiveView(String metric, String limit) {
        static List<ObjectiveView> of(List<? extends Objective> objectives) {
            return objectives.stream()
                    .map(objective -> new ObjectiveView(objective.metric(), objective.limitText()))
                    .toList();
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EndpointView(
            String endpoint, String description, List<ObjectiveView> objectives, List<String> testCases, String notes) {
        static EndpointView of(EndpointBudget budget) {
            return new EndpointView(
                    budget.endpoint(),
                    budget.description(),
                    ObjectiveView.of(budget.objectives()),
                    budget.testCases(),
                    budget.notes());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record QueryView(
            String subject,
            String statements,
            Severity severity,
            String description,
            List<ObjectiveView> objectives,
            String notes) {
        static QueryView of(DatabaseBudget budget) {
            return new QueryView(
                    budget.subject(),
                    budget.selector().text(),
                    budget.severity(),
                    budget.description(),
                    ObjectiveView.of(budget.objectives()),
                    budget.notes());
        }
    }
}
