package io.belastbar.capacity.report.growth;

import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.compare.ComparePlan;
import io.belastbar.capacity.plan.store.PlanOfSystem;
import io.belastbar.capacity.projection.ProjectionRepository;
import io.belastbar.capacity.projection.ZoneOfSystem;
import io.belastbar.jobs.Await;
import io.belastbar.report.ReportLanguage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** The page about a system's growth. Waits: for virtual threads. */
@ApplicationScoped
public class CompileGrowth {
    private final PlanOfSystem plans;
    private final ProjectionRepository projections;
    private final ComparePlan comparison;
    private final ZoneOfSystem zones;
    private final InstantSource clock = InstantSource.system();

    CompileGrowth(PlanOfSystem plans, ProjectionRepository projections, ComparePlan comparison, ZoneOfSystem zones) {
        this.plans = plans;
        this.projections = projections;
        this.comparison = comparison;
        this.zones = zones;
    }

    /** Whether there is nothing to tell. */
    public boolean isEmpty(String system) {
        return growth(system, false).isEmpty();
    }

    /** With the years in it. */
    public String fileName(String system) {
        return growth(system, false).fileName();
    }

    public String markdown(String system, ReportLanguage language) {
        return new GrowthPage(growth(system, true), language).markdown();
    }

    private Growth growth(String system, boolean compared) {
        ZoneId zone = Await.of(zones.of(system));
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        CapacityPlan plan = Await.of(plans.of(system)).orElse(CapacityPlan.NONE);
        return new Growth(
                system,
                today,
                zone,
                plan,
                Await.of(projections.latest(system)),
                compared ? comparison.compare(system, plan, today) : List.of());
    }
}
