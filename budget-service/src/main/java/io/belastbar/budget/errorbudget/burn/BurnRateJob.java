package io.belastbar.budget.errorbudget.burn;

import io.belastbar.backbone.retry.QueueJob;
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
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/** Looks at the error budgets of all systems again and again; one replica at a time. */
@ApplicationScoped
class BurnRateJob implements WorkHandler<Void> {

    private static final Logger LOG = Logger.getLogger(BurnRateJob.class);
    private static final Duration EVERY = Duration.ofSeconds(15);
    private static final WorkTerms TERMS = WorkTerms.withHeartbeat(
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(5),
                    new RetryPolicy(Integer.MAX_VALUE, new BackOff(EVERY, Duration.ofMinutes(1))))
            .poll(Duration.ofSeconds(5));

    private final LookAtBurnRates burnRates;
    private final Clock clock = Clock.systemUTC();

    BurnRateJob(LookAtBurnRates burnRates) {
        this.burnRates = burnRates;
    }

    void start(@Observes StartupEvent started, Workers workers) {
        workers.start(workers.queue("burn-rates", PayloadFormat.NONE), TERMS, this);
    }

    /** A system that cannot be looked at holds up no other. */
    @Override
    public Outcome handle(HeldWork<Void> held) throws InterruptedException {
        for (var system : burnRates.systems()) {
            QueueJob.item(
                    () -> burnRates.look(system, clock.instant().truncatedTo(ChronoUnit.MICROS)),
                    hopeless -> LOG.errorf(hopeless, "No burn rates of this system: system=%s", system));
        }
        return new Outcome.Again(EVERY);
    }
}
