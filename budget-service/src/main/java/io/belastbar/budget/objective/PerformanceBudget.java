package io.belastbar.budget.objective;

import java.util.List;

/** What a system promises, endpoint by endpoint and statement by statement, in the document's order. */
public record PerformanceBudget(List<EndpointBudget> endpoints, List<DatabaseBudget> database) {

    public int objectiveCount() {
        return endpoints.stream()
                        .mapToInt(endpoint -> endpoint.objectives().size())
                        .sum()
                + database.stream().mapToInt(query -> query.objectives().size()).sum();
    }

    /** Whether an evaluation needs to know what the database did. */
    public boolean needsDatabaseFacts() {
        return database.stream().anyMatch(query -> !query.objectives().isEmpty());
    }
}
