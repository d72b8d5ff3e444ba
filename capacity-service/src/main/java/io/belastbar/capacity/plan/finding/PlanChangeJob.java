package io.belastbar.capacity.plan.finding;

import io.belastbar.capacity.plan.store.PlanChanges;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.belastbar.web.problem.DomainFailure;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Tells of a plan when it changes, and of what the days bring when {@link PlanNoticeJob} orders it. */
@ApplicationScoped
class PlanChangeJob implements WorkHandler<String> {
    private static final Logger LOG = Logger.getLogger(PlanChangeJob.class);
    private static final WorkTerms TERMS = WorkTerms.withHeartbeat(
            Duration.ofMinutes(1),
            Duration.ofSeconds(5),
            new RetryPolicy(10, new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(5))));

    private final TellPlan telling;

    PlanChangeJob(TellPlan telling) {
        this.telling = telling;
    }

    void start(@Observes StartupEvent started, PlanChanges changes, Workers workers) {
        workers.start(changes.work(), TERMS, this);
    }

    @Override
    public Outcome handle(HeldWork<String> held) {
        try {
            telling.tell(held.payload(), Instant.now());
        } catch (DomainFailure unread) {
            // A description that nobody reads stays so: the next hourly look comes to it again.
            LOG.warnf("plan not looked at: system=%s reason=%s", held.payload(), unread.getMessage());
        }
        return Outcome.DONE;
    }
}
