package io.belastbar.capacity.plan.finding;

import io.belastbar.capacity.plan.store.PlanChanges;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/**
 * Has every plan looked at again and again for what the days bring, at one replica at a time; {@link PlanChangeJob} looks, behind
 * the changes of the system.
 */
@ApplicationScoped
class PlanNoticeJob implements WorkHandler<Void> {
    private static final WorkTerms TERMS = WorkTerms.withHeartbeat(
            Duration.ofMinutes(1),
            Duration.ofSeconds(5),
            new RetryPolicy(Integer.MAX_VALUE, new BackOff(Duration.ofSeconds(5), Duration.ofMinutes(5))));

    private final TellPlan telling;
    private final PlanChanges changes;
    private final PlanConfig config;
    private final Pool pool;

    PlanNoticeJob(TellPlan telling, PlanChanges changes, PlanConfig config, Pool pool) {
        this.telling = telling;
        this.changes = changes;
        this.config = config;
        this.pool = pool;
    }

    void start(@Observes StartupEvent started, Workers workers) {
        workers.start(workers.queue("plan-notices", PayloadFormat.NONE), TERMS, this);
    }

    @Override
    public Outcome handle(HeldWork<Void> held) {
        order();
        return new Outcome.Again(config.lookEvery());
    }

    void order() {
        for (String system : telling.systems()) {
            Await.of(pool.withTransaction(transaction -> changes.lookAgain(transaction, system)));
        }
    }
}
