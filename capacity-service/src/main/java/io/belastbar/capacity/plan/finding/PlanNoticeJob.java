package io.belastbar.capacity.plan.finding;

import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;

/** Looks again and again what is to be told of plans, at one replica at a time. */
@ApplicationScoped
class PlanNoticeJob implements WorkHandler<Void> {
    private static final WorkTerms TERMS = WorkTerms.withHeartbeat(
            Duration.ofMinutes(1),
            Duration.ofSeconds(5),
            new RetryPolicy(Integer.MAX_VALUE, new BackOff(Duration.ofSeconds(5), Duration.ofMinutes(5))));

    private final TellPlan telling;
    private final PlanConfig config;

    PlanNoticeJob(TellPlan telling, PlanConfig config) {
        this.telling = telling;
        this.config = config;
    }

    void start(@Observes StartupEvent started, Workers workers) {
        workers.start(workers.queue("plan-notices", PayloadFormat.NONE), TERMS, this);
    }

    @Override
    public Outcome handle(HeldWork<Void> held) {
        telling.tell(Instant.now());
        return new Outcome.Again(config.lookEvery());
    }
}
