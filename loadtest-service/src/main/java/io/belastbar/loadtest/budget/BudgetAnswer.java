package io.belastbar.loadtest.budget;

import com.fasterxml.jackson.databind.JsonNode;

/** What budget-service said. */
public sealed interface BudgetAnswer {

    /** The budget as its API shows it. */
    record Known(JsonNode budget) implements BudgetAnswer {}

    /** {@code reason} is a sentence without its full stop. */
    record Unknown(String reason) implements BudgetAnswer {}
}
