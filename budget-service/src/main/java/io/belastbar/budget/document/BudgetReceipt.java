package io.belastbar.budget.document;

import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.web.document.DocumentStore.Outcome;
import java.time.Instant;

/**
 * The answer to a PUT.
 *
 * @param document its name
 * @param changed false if the content was stored already: then version, time and author are those of before
 */
record BudgetReceipt(
        String system,
        String document,
        int version,
        int objectives,
        Instant updatedAt,
        String updatedBy,
        boolean changed) {

    static BudgetReceipt of(Outcome<PerformanceBudget> outcome) {
        var stored = outcome.stored();
        return new BudgetReceipt(
                stored.system(),
                stored.name(),
                stored.version(),
                outcome.understood().objectiveCount(),
                stored.updatedAt(),
                stored.updatedBy(),
                outcome.changed());
    }
}
