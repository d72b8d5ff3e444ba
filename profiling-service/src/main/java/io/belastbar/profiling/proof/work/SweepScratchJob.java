package io.belastbar.profiling.proof.work;

import io.belastbar.profiling.proof.scratch.ScratchDatabase;
import io.belastbar.profiling.proof.scratch.ScratchPlace;
import io.belastbar.profiling.proof.session.SqlFailure;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Takes away copies whose owners are gone: at the start and once a minute, on any replica. */
@ApplicationScoped
public class SweepScratchJob {
    private static final Logger LOG = Logger.getLogger(SweepScratchJob.class);

    private final ProofOrders orders;
    private final ProofPlacesConfig places;

    SweepScratchJob(ProofOrders orders, ProofPlacesConfig places) {
        this.orders = orders;
        this.places = places;
    }

    @Scheduled(
            every = "{belastbar.profiling.proof.sweep-interval}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        orders.places().forEach(this::sweep);
    }

    private void sweep(ScratchPlace place) {
        try {
            ScratchDatabase.reap(place, places.door())
                    .forEach(name -> LOG.infof("Copy taken away, its owner is gone: database=%s", name));
        } catch (SqlFailure away) {
            LOG.debugf(
                    "Copies are looked for later: host=%s reason=%s",
                    place.door().host(), away.getMessage());
        }
    }
}
