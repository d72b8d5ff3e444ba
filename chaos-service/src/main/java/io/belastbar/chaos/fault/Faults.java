package io.belastbar.chaos.fault;

import io.belastbar.jobs.Await;
import io.belastbar.web.http.Cursor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Faults for whoever breaks things for a reason, such as a game day. Blocks: for virtual threads. */
@ApplicationScoped
public class Faults {
    private final InjectFault injection;
    private final FaultRepository faults;

    Faults(InjectFault injection, FaultRepository faults) {
        this.injection = injection;
        this.faults = faults;
    }

    /**
     * Stores and injects a fault; it is in force when this answers, unless somebody cancelled it meanwhile. A request
     * whose id is known already answers the fault as it stands and injects nothing.
     *
     * @throws io.belastbar.web.problem.Conflict if what it breaks is broken already, or it is not possible here
     * @throws io.belastbar.web.problem.Unavailable if the target did not confirm; then the fault is taken back
     */
    public Fault inject(FaultRequest request) throws InterruptedException {
        return injection.start(request);
    }

    /**
     * Refuses what may not be broken, or cannot be now; asks the target, and breaks nothing.
     *
     * @throws io.belastbar.web.problem.DomainFailure with everything that is missing
     * @throws io.belastbar.document.InvalidInput if the target is not the system's own
     */
    public void require(FaultRequest request) throws InterruptedException {
        injection.require(request);
    }

    /** Those of a system, newest first, from before a moment on. */
    public List<Fault> list(String system, Cursor.Moment before, int limit) {
        return Await.of(faults.list(system, before, limit));
    }

    /** Takes a fault back at once; what is over stays over. Empty if there is none of this id. */
    public Optional<Fault> clear(UUID id, String by) {
        return injection.cancel(id, by);
    }

    public Optional<Fault> find(UUID id) {
        return Await.of(faults.find(id));
    }

    /** Those that are not known to be over, the eldest first. */
    public List<Fault> underWay(String system) {
        return Await.of(faults.underWay(system));
    }
}
