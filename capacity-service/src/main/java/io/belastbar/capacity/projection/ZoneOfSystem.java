package io.belastbar.capacity.projection;

import io.belastbar.capacity.CapacityConfig;
import io.belastbar.web.system.DescribedSystems;
import io.belastbar.web.system.SystemDescription;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;

/** The zone in which a system's days begin: that of its {@code system.yml}; of one that nobody described, the configured one. */
@ApplicationScoped
public class ZoneOfSystem {
    private final DescribedSystems systems;
    private final CapacityConfig config;

    ZoneOfSystem(DescribedSystems systems, CapacityConfig config) {
        this.systems = systems;
        this.config = config;
    }

    public Uni<ZoneId> of(String system) {
        return systems.description(system)
                .map(found -> found.map(SystemDescription::zone).orElseGet(config::analysisZone));
    }
}
