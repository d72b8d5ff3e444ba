package io.belastbar.profiling.run;

import io.belastbar.backbone.envelope.EventEnvelope;
import io.belastbar.backbone.inbox.EventHandler;
import io.belastbar.contracts.EventType;
import io.belastbar.contracts.TestRunFinished;
import io.belastbar.contracts.TestRunStarted;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Notes that a run started or finished; {@link SnapshotJob} asks the database. */
@ApplicationScoped
public class TestRunConsumer implements EventHandler {
    private final SnapshotTaskRepository tasks;

    TestRunConsumer(SnapshotTaskRepository tasks) {
        this.tasks = tasks;
    }

    @Override
    public String name() {
        return "snapshots";
    }

    @Override
    public Set<EventType> eventTypes() {
        return Set.of(EventType.TEST_RUN_STARTED, EventType.TEST_RUN_FINISHED);
    }

    @Override
    public Uni<Void> apply(EventEnvelope event, SqlConnection transaction) {
        return switch (event.data()) {
            case TestRunStarted run ->
                tasks.insert(transaction, run.runId(), SnapshotTask.Phase.BASELINE, run.system(), run.startedAt());
            case TestRunFinished run ->
                tasks.insert(transaction, run.runId(), SnapshotTask.Phase.FINAL, run.system(), run.finishedAt());
            default -> Uni.createFrom().voidItem();
        };
    }
}
