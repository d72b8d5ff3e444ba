package io.belastbar.capacity.cost.situation;

import io.belastbar.capacity.cost.price.PriceList;
import io.belastbar.capacity.cost.price.PricesOfSystem;
import io.belastbar.capacity.limit.LimitsOfSystem;
import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.store.PlanOfSystem;
import io.belastbar.capacity.projection.ProjectionRepository;
import io.belastbar.capacity.projection.ZoneOfSystem;
import io.belastbar.jobs.Await;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** Reads what is known of a system. Waits: for virtual threads. */
@ApplicationScoped
public class GatherSituation {
    private final PlanOfSystem plans;
    private final PricesOfSystem prices;
    private final LimitsOfSystem limits;
    private final ProjectionRepository projections;
    private final RunsOfSystem runs;
    private final PeaksOfSystem peaks;
    private final ZoneOfSystem zones;
    private final InstantSource clock = InstantSource.system();

    GatherSituation(
            PlanOfSystem plans,
            PricesOfSystem prices,
            LimitsOfSystem limits,
            ProjectionRepository projections,
            RunsOfSystem runs,
            PeaksOfSystem peaks,
            ZoneOfSystem zones) {
        this.plans = plans;
        this.prices = prices;
        this.limits = limits;
        this.projections = projections;
        this.runs = runs;
        this.peaks = peaks;
        this.zones = zones;
    }

    /** As of now. */
    public Situation of(String system) {
        ZoneId zone = Await.of(zones.of(system));
        CapacityPlan plan = Await.of(plans.of(system)).orElse(CapacityPlan.NONE);
        Optional<PriceList> list = Await.of(prices.of(system));
        return new AssembleSituation(system, zone, plan, Await.of(projections.latest(system)), peaks.of(system))
                .of(LocalDate.ofInstant(clock.instant(), zone), Await.of(limits.of(system)), list, runs.of(system));
    }
}
