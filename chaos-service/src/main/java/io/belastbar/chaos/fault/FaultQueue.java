package io.belastbar.chaos.fault;

import io.belastbar.jobs.work.LeasedWork;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.Workers;
import jakarta.enterprise.context.ApplicationScoped;

/** Faults that are not known to be over, by their ids. */
@ApplicationScoped
class FaultQueue {
    private final LeasedWork<Void> work;

    FaultQueue(Workers workers) {
        this.work = workers.queue("faults", PayloadFormat.NONE);
    }

    LeasedWork<Void> work() {
        return work;
    }
}
