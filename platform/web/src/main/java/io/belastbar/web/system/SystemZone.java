package io.belastbar.web.system;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The zone in which a system's times stand in reports: that of its {@code system.yml}. */
@ApplicationScoped
public class SystemZone {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DescribedSystems systems;

    SystemZone(DescribedSystems systems) {
        this.systems = systems;
    }

    /** UTC where nobody described the system. Waits: for virtual threads. */
    public ZoneId of(String system) {
        return systems.description(system)
                .await()
                .atMost(PATIENCE)
                .map(SystemDescription::zone)
                .orElse(ZoneOffset.UTC);
    }
}
