package io.belastbar.capacity.cost.upgrade;

import io.belastbar.capacity.cost.price.Means;
import io.belastbar.capacity.cost.price.PricesOfSystem;
import io.belastbar.capacity.cost.situation.GatherSituation;
import io.belastbar.capacity.cost.situation.Situation;
import io.belastbar.capacity.cost.whatif.ComputeWhatIf;
import io.belastbar.capacity.cost.whatif.WhatIf.Need;
import io.belastbar.capacity.cost.whatif.WhatIfOrder;
import io.belastbar.capacity.projection.ProjectionRepository;
import io.belastbar.capacity.projection.ZoneOfSystem;
import io.belastbar.jobs.Await;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Collectors;

/** The upgrade plan of a system as of now. Waits: for virtual threads. */
@ApplicationScoped
public class ReadUpgradePlan {
    private final PricesOfSystem prices;
    private final ProjectionRepository projections;
    private final ZoneOfSystem zones;
    private final GatherSituation situations;
    private final InstantSource clock = InstantSource.system();

    ReadUpgradePlan(
            PricesOfSystem prices, ProjectionRepository projections, ZoneOfSystem zones, GatherSituation situations) {
        this.prices = prices;
        this.projections = projections;
        this.zones = zones;
        this.situations = situations;
    }

    /** As of the begin of the day, so that the same day has the same plan. Without a step if nothing is forecast. */
    public UpgradePlan of(String system) {
        ZoneId zone = Await.of(zones.of(system));
        Instant today =
                LocalDate.ofInstant(clock.instant(), zone).atStartOfDay(zone).toInstant();
        return new PlanUpgrades(Await.of(prices.of(system)), today, zone)
                .of(system, Await.of(projections.latest(system)))
                .beside(planned(system));
    }

    /** Without tenants that are planned nothing else is said than the trend. */
    private Map<Means, YearMonth> planned(String system) {
        Situation situation = situations.of(system);
        return situation.stages().isEmpty()
                ? Map.of()
                : ComputeWhatIf.of(WhatIfOrder.planned(situation), situation).needs().stream()
                        .filter(need -> need.noLongerFits() != null)
                        .collect(Collectors.toMap(Need::means, Need::noLongerFits));
    }
}
