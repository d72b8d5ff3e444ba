package io.belastbar.profiling.remeasure;

import io.belastbar.backbone.envelope.EventEnvelope;
import io.belastbar.backbone.inbox.EventHandler;
import io.belastbar.contracts.BudgetEvaluated;
import io.belastbar.contracts.EventType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Keeps what budget-service says of runs, so that findings can be measured by a later run. */
@ApplicationScoped
class PromiseConsumer implements EventHandler {
    private final RunPromiseRepository promises;

    PromiseConsumer(RunPromiseRepository promises) {
        this.promises = promises;
    }

    @Override
    public String name() {
        return "promises";
    }

    @Override
    public Set<EventType> eventTypes() {
        return Set.of(EventType.BUDGET_EVALUATED);
    }

    @Override
    public Uni<Void> apply(EventEnvelope event, SqlConnection transaction) {
        return promises.save(transaction, (BudgetEvaluated) event.data());
    }
}
