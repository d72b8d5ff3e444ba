package io.belastbar.profiling.cause.run;

import io.belastbar.backbone.envelope.EventEnvelope;
import io.belastbar.backbone.inbox.EventHandler;
import io.belastbar.contracts.BudgetEvaluated;
import io.belastbar.contracts.EventType;
import io.belastbar.contracts.ObjectiveResult;
import io.belastbar.contracts.TestRunFinished;
import io.belastbar.contracts.TestRunStarted;
import io.belastbar.profiling.cause.link.LinkPromisesJob;
import io.belastbar.profiling.cause.sampling.SampleJob;
import io.belastbar.profiling.cause.tree.BrokenPromise;
import io.belastbar.profiling.cause.tree.RunTimes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** Notes what happens to a run: it is looked at while it lasts, and its causes are looked for when it has ended. */
@ApplicationScoped
public class RunEventsConsumer implements EventHandler {
    private final RunTimesRepository runs;
    private final SampleJob samples;
    private final AttributeRunJob attribution;
    private final LinkPromisesJob links;

    RunEventsConsumer(RunTimesRepository runs, SampleJob samples, AttributeRunJob attribution, LinkPromisesJob links) {
        this.runs = runs;
        this.samples = samples;
        this.attribution = attribution;
        this.links = links;
    }

    @Override
    public String name() {
        return "causes";
    }

    @Override
    public Set<EventType> eventTypes() {
        return Set.of(EventType.TEST_RUN_STARTED, EventType.TEST_RUN_FINISHED, EventType.BUDGET_EVALUATED);
    }

    @Override
    public Uni<Void> apply(EventEnvelope event, SqlConnection transaction) {
        return switch (event.data()) {
            case TestRunStarted run -> samples.enqueue(transaction, run.runId(), run.system());
            case TestRunFinished run ->
                runs.insertTimes(transaction, times(run)).chain(() -> attribution.enqueue(transaction, run.runId()));
            case BudgetEvaluated evaluated ->
                runs.insertBroken(
                                transaction,
                                evaluated.runId(),
                                evaluated.system(),
                                evaluated.evaluatedAt(),
                                broken(evaluated))
                        .chain(() -> links.enqueue(transaction, evaluated.runId()));
            default -> Uni.createFrom().voidItem();
        };
    }

    static RunTimes times(TestRunFinished run) {
        return new RunTimes(
                run.runId(),
                run.system(),
                run.target(),
                run.startedAt(),
                run.finishedAt(),
                run.endpoints().stream()
                        .map(each -> new RunTimes.OfEndpoint(
                                each.endpoint(),
                                each.requests(),
                                each.serviceTime().meanMs(),
                                each.serviceTime().p95Ms(),
                                each.serviceTime().p99Ms()))
                        .toList());
    }

    static List<BrokenPromise> broken(BudgetEvaluated evaluated) {
        return evaluated.objectives().stream()
                .filter(ObjectiveResult::fails)
                .filter(each -> each.missing() == null)
                .map(each -> new BrokenPromise(each.subject(), each.metric(), each.limit(), each.observed()))
                .toList();
    }
}
