package io.belastbar.budget.run;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.budget.series.LatestPoint;
import io.belastbar.budget.series.SeriesRepository;
import io.belastbar.contracts.BudgetEvaluated;
import io.belastbar.contracts.EventData;
import io.belastbar.jobs.work.HeldWork;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Stores an evaluation and publishes it with its findings, in one transaction and once. */
@ApplicationScoped
class EvaluationPublisher {

    private final Pool pool;
    private final RunRepository runs;
    private final EvaluationRepository evaluations;
    private final SeriesRepository series;
    private final OutboxRepository outbox;

    EvaluationPublisher(
            Pool pool,
            RunRepository runs,
            EvaluationRepository evaluations,
            SeriesRepository series,
            OutboxRepository outbox) {
        this.pool = pool;
        this.runs = runs;
        this.evaluations = evaluations;
        this.series = series;
        this.outbox = outbox;
    }

    /** Fails if another replica has the run by now; then nothing is stored or published. */
    Uni<Void> publish(HeldWork<Void> held, EvaluationReport report, BudgetEvaluated event, List<LatestPoint> points) {
        return pool.withTransaction(
                transaction -> runs.finish(transaction, held).chain(() -> write(transaction, report, event, points)));
    }

    private Uni<Void> write(
            SqlConnection transaction, EvaluationReport report, BudgetEvaluated event, List<LatestPoint> points) {
        return evaluations
                .insert(transaction, report)
                .chain(() -> append(transaction, points))
                .chain(() -> outbox.append(transaction, events(report, event)));
    }

    /** All in one append: it takes the locks of their keys in one order. */
    private static List<EventData> events(EvaluationReport report, BudgetEvaluated event) {
        List<EventData> events = new ArrayList<>();
        events.add(event);
        events.addAll(report.findings());
        return events;
    }

    private Uni<Void> append(SqlConnection transaction, List<LatestPoint> points) {
        return series.append(
                        transaction,
                        points.stream()
                                .map(point -> Map.entry(point.key(), point.point()))
                                .toList())
                .replaceWithVoid();
    }
}
