package io.belastbar.budget.document;

import io.belastbar.budget.objective.PerformanceBudget;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** What another room does when a budget document is stored, in the same transaction. */
public interface StoredBudgetConsumer {

    /** @param understood of the document that is stored */
    Uni<Void> stored(SqlConnection transaction, String system, PerformanceBudget understood);
}
