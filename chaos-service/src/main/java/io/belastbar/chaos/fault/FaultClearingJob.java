package io.belastbar.chaos.fault;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks for faults that are due, also for those of a process that died. */
@ApplicationScoped
public class FaultClearingJob {
    private final FaultInjectionJob faults;

    FaultClearingJob(FaultInjectionJob faults) {
        this.faults = faults;
    }

    @Scheduled(every = "${belastbar.chaos.sweep-interval:1s}", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        faults.sweep();
    }
}
