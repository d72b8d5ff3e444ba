package io.belastbar.budget.database;

/** What profiling-service answered about a run. */
public sealed interface FactsAnswer {

    record Known(DatabaseFacts facts) implements FactsAnswer {}

    /** @param reason a sentence part for a person */
    record Unknown(String reason) implements FactsAnswer {}
}
