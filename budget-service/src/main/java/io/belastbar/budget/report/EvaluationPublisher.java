package io.belastbar.budget.report;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.contracts.BudgetEvaluated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/** Stores an evaluation and publishes it with its findings, in one transaction and once. */
@ApplicationScoped
class EvaluationPublisher {

    private final Pool pool;
    private final RunRepository runs;
    private final EvaluationRepository evaluations;
    private final OutboxRepository outbox;

    EvaluationPublisher(Pool pool, RunRepository runs, EvaluationRepository evaluations, OutboxRepository outbox) {
        this.pool = pool;
        this.runs = runs;
        this.evaluations = evaluations;
        this.outbox = outbox;
    }

    /** False if another replica was first; then nothing is stored or published. */
    Uni<Boolean> publish(EvaluationReport report, BudgetEvaluated event) {
        return pool.withTransaction(transaction -> runs.finish(transaction, report.runId())
                .call(first -> first
                        ? write(transaction, report, event)
                        : Uni.createFrom().voidItem()));
    }

    private Uni<Void> write(SqlConnection transaction, EvaluationReport report, BudgetEvaluated event) {
        return evaluations
                .insert(transaction, report)
                .chain(() -> outbox.append(transaction, event))
                .chain(() -> outbox.append(transaction, report.findings()));
    }
}
