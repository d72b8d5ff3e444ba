package io.belastbar.capacity.history.runs;

import io.belastbar.backbone.envelope.EventEnvelope;
import io.belastbar.backbone.inbox.EventHandler;
import io.belastbar.backbone.inbox.PoisonMessage;
import io.belastbar.capacity.history.batch.Conflict;
import io.belastbar.capacity.history.batch.OtherSeries;
import io.belastbar.capacity.history.batch.PointBatch;
import io.belastbar.capacity.history.store.StorePoints;
import io.belastbar.contracts.EventType;
import io.belastbar.contracts.TestRunFinished;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jboss.logging.Logger;

/** Adds what finished test runs showed to the history of their systems. */
@ApplicationScoped
class RunHistoryConsumer implements EventHandler {

    private static final Logger LOG = Logger.getLogger(RunHistoryConsumer.class);

    private final StorePoints points;

    RunHistoryConsumer(StorePoints points) {
        this.points = points;
    }

    @Override
    public String name() {
        return "history";
    }

    @Override
    public Set<EventType> eventTypes() {
        return Set.of(EventType.TEST_RUN_FINISHED);
    }

    @Override
    public Uni<Void> apply(EventEnvelope event, SqlConnection transaction) {
        var run = (TestRunFinished) event.data();
        requireComplete(run);
        Uni<Void> all = Uni.createFrom().voidItem();
        for (var batch : RunHistory.of(run)) {
            all = all.chain(() -> store(transaction, batch));
        }
        return all;
    }

    /** Somebody else may have made a series of this name: then it is theirs. */
    private Uni<Void> store(SqlConnection transaction, PointBatch batch) {
        return points.store(transaction, batch, Conflict.KEEP)
                .replaceWithVoid()
                .onFailure(OtherSeries.class)
                .recoverWithUni(other -> {
                    LOG.warnf(
                            "Not added to the history: system=%s metric=%s problem=%s",
                            batch.system(), batch.metric(), other.getMessage());
                    return Uni.createFrom().voidItem();
                });
    }

    private static void requireComplete(TestRunFinished run) {
        require(run.system(), "system");
        require(run.scenario(), "scenario");
        require(run.finishedAt(), "finishedAt");
        require(run.verdict(), "verdict");
        require(run.endpoints(), "endpoints");
        run.endpoints().forEach(endpoint -> {
            require(endpoint.endpoint(), "endpoints/endpoint");
            require(endpoint.responseTime(), "endpoints/responseTime");
        });
    }

    private static void require(Object value, String field) {
        if (value == null) {
            throw new PoisonMessage("a finished run has no " + field);
        }
    }
}
