package io.belastbar.capacity.cost.upgrade;

import io.belastbar.capacity.cost.price.PricesOfSystem;
import io.belastbar.capacity.projection.ProjectionRepository;
import io.belastbar.jobs.Await;
import io.belastbar.web.system.SystemZone;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** The upgrade plan of a system as of now. Waits: for virtual threads. */
@ApplicationScoped
public class ReadUpgradePlan {
    private final PricesOfSystem prices;
    private final ProjectionRepository projections;
    private final SystemZone zones;
    private final InstantSource clock = InstantSource.system();

    ReadUpgradePlan(PricesOfSystem prices, ProjectionRepository projections, SystemZone zones) {
        this.prices = prices;
        this.projections = projections;
        this.zones = zones;
    }

    /** Without a step if nothing is forecast. */
    public UpgradePlan of(String system) {
        return new PlanUpgrades(Await.of(prices.of(system)), clock.instant(), zones.of(system))
                .of(system, Await.of(projections.latest(system)));
    }
}
