package io.belastbar.capacity.plan.store;

import io.belastbar.jobs.work.LeasedWork;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.Workers;
import io.belastbar.web.document.StoredDocument;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** The looks at plans that are due, because one changed or a day has come; of a system one after the other. */
@ApplicationScoped
public class PlanChanges {
    private final LeasedWork<String> work;

    PlanChanges(Workers workers) {
        this.work = workers.queue("plan-changes", new PayloadFormat<>(Function.identity(), Function.identity()));
    }

    public LeasedWork<String> work() {
        return work;
    }

    /** Each version is an item of its own: a look that has begun may have missed the one after it. */
    Uni<Void> changed(SqlConnection transaction, StoredDocument stored) {
        return work.enqueueInLane(
                transaction, stored.system(), stored.system() + "/" + stored.version(), stored.system());
    }

    /** Once more, behind the changes: two looks of one system would each end what the other has told. One waits at most. */
    public Uni<Void> lookAgain(SqlConnection transaction, String system) {
        return work.enqueueInLane(transaction, system, system + "/day", system);
    }
}
