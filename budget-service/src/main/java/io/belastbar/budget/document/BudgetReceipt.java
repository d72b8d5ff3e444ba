package io.belastbar.budget.document;

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

    static BudgetReceipt of(StoredDocument stored, boolean changed) {
        return new BudgetReceipt(
                stored.system(),
                stored.name(),
                stored.version(),
                stored.objectives(),
                stored.updatedAt(),
                stored.updatedBy(),
                changed);
    }
}
