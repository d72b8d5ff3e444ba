package io.belastbar.chaos.fault;

import io.belastbar.chaos.ChaosConfig;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.UUID;

/** Looks after each fault until it is over, also after those of a process that died. */
@ApplicationScoped
public class FaultClearingJob {
    private static final int AT_ONCE_MAX = 8;

    void start(
            @Observes StartupEvent event,
            Workers workers,
            FaultQueue faults,
            InjectFault injection,
            ChaosConfig config) {
        Duration interval = config.sweepInterval();
        // No attempt is the last: a fault that stays in its target is not given up.
        RetryPolicy untilItIsOver = new RetryPolicy(Integer.MAX_VALUE, new BackOff(interval, interval));
        WorkTerms terms = WorkTerms.leased(config.controlTimeout().plusSeconds(40), untilItIsOver)
                .places(AT_ONCE_MAX)
                .poll(interval);
        workers.start(
                faults.work(),
                terms,
                held -> injection.look(UUID.fromString(held.item())) ? new Outcome.Again(interval) : Outcome.DONE);
    }
}
