package io.belastbar.loadtest.run;

import io.belastbar.jobs.work.LeasedWork;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.Workers;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Runs that have not ended, in the order of their system: the next is given out when the one before it has ended, unless
 * both may run beside others.
 */
@ApplicationScoped
public class RunQueue {

    private final LeasedWork<Void> work;

    RunQueue(Workers workers) {
        this.work = workers.queue("test-runs", PayloadFormat.NONE);
    }

    /** Its items are the ids of runs. */
    public LeasedWork<Void> work() {
        return work;
    }

    /** Who accepts runs of a system does so alone until the transaction ends, so that limits hold. */
    public Uni<Void> lock(SqlConnection transaction, String system) {
        return work.lockLane(transaction, system);
    }

    Uni<Void> add(SqlConnection transaction, TestRun run) {
        String id = run.id().toString();
        return run.terms().parallel()
                ? work.enqueue(transaction, id, null)
                : work.enqueueInLane(transaction, run.system(), id, null);
    }

    /** The run has ended; whoever runs it finds that it is gone. */
    Uni<Void> remove(SqlConnection transaction, UUID id) {
        return work.remove(transaction, id.toString()).replaceWithVoid();
    }
}
