package io.belastbar.budget.objective;

import java.util.List;

/**
 * The promises of one endpoint.
 *
 * @param endpoint method and path, for example {@code GET /api/v1/employees}
 * @param description free text; null when not given
 * @param testCases data sizes for which the promise is meant; free text
 * @param notes free text; null when not given
 */
public record EndpointBudget(
        String endpoint,
        String description,
        List<EndpointObjective> objectives,
        List<String> testCases,
        String notes) {}
