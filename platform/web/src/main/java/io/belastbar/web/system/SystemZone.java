package io.belastbar.web.system;

import io.belastbar.jobs.Await;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The zone in which a system's times stand in reports: that of its {@code system.yml}. */
@ApplicationScoped
public class SystemZone {
    private final DescribedSystems systems;

    SystemZone(DescribedSystems systems) {
        this.systems = systems;
    }

    /** UTC where nobody described the system. Waits: for virtual threads. */
    public ZoneId of(String system) {
        return Await.of(systems.description(system))
                .map(SystemDescription::zone)
                .orElse(ZoneOffset.UTC);
    }
}
