package io.belastbar.chaos.fault;

import io.belastbar.chaos.killswitch.KillSwitchPulled;
import io.belastbar.jobs.Await;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;

/** Takes back everything when the kill switch is pulled, all at once: one target that hangs holds up no other. */
@ApplicationScoped
public class EndFaultsJob {
    private final FaultRepository faults;
    private final InjectFault injection;

    EndFaultsJob(FaultRepository faults, InjectFault injection) {
        this.faults = faults;
        this.injection = injection;
    }

    void end(@Observes KillSwitchPulled told) {
        String by = told.pulled().pulledBy();
        try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
            Await.of(faults.underWay()).forEach(fault -> each.submit(() -> injection.cancel(fault.id(), by)));
        }
    }
}
