package io.belastbar.capacity.analysis.time;

import io.belastbar.capacity.CapacityConfig;
import io.belastbar.capacity.projection.ZoneOfSystem;
import io.belastbar.jobs.schedule.CronTimes;
import io.belastbar.jobs.schedule.Schedules;
import io.belastbar.jobs.work.Workers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** When each system is analysed: an item of the queue is a system. */
@ApplicationScoped
class AnalysisTimes {
    private final Schedules schedules;
    private final ZoneOfSystem zones;
    private final CapacityConfig config;

    AnalysisTimes(Workers workers, ZoneOfSystem zones, CapacityConfig config) {
        this.schedules = new Schedules(workers, "capacity-analysis-times");
        this.zones = zones;
        this.config = config;
    }

    Schedules schedules() {
        return schedules;
    }

    /** In the system's zone. */
    Uni<CronTimes> of(String system) {
        return zones.of(system).map(zone -> CronTimes.of(config.analysisCron(), zone));
    }
}
