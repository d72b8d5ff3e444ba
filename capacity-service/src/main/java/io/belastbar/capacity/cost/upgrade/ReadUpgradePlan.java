package io.belastbar.capacity.cost.upgrade;

import io.belastbar.capacity.cost.price.PricesOfSystem;
import io.belastbar.capacity.projection.ProjectionRepository;
import io.belastbar.capacity.projection.ZoneOfSystem;
import io.belastbar.jobs.Await;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;

/** The upgrade plan of a system as of now. Waits: for virtual threads. */
@ApplicationScoped
public class ReadUpgradePlan {
    private final PricesOfSystem prices;
    private final ProjectionRepository projections;
    private final ZoneOfSystem zones;
    private final InstantSource clock = InstantSource.system();

    ReadUpgradePlan(PricesOfSystem prices, ProjectionRepository projections, ZoneOfSystem zones) {
        this.prices = prices;
        this.projections = projections;
        this.zones = zones;
    }

    /** As of the begin of the day, so that the same day has the same plan. Without a step if nothing is forecast. */
    public UpgradePlan of(String system) {
        ZoneId zone = Await.of(zones.of(system));
        Instant today =
                LocalDate.ofInstant(clock.instant(), zone).atStartOfDay(zone).toInstant();
        return new PlanUpgrades(Await.of(prices.of(system)), today, zone)
                .of(system, Await.of(projections.latest(system)));
    }
}
