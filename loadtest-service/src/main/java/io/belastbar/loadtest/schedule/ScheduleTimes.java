package io.belastbar.loadtest.schedule;

import io.belastbar.jobs.schedule.Schedules;
import io.belastbar.jobs.work.Workers;
import jakarta.enterprise.context.ApplicationScoped;

/** When the schedules of scenarios fire. */
@ApplicationScoped
class ScheduleTimes {

    private final Schedules times;

    ScheduleTimes(Workers workers) {
        this.times = new Schedules(workers, "load-schedules");
    }

    Schedules times() {
        return times;
    }
}
