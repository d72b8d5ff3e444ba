package io.belastbar.capacity.plan.finding;

import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.store.PlanOfSystem;
import io.belastbar.capacity.projection.ZoneOfSystem;
import io.belastbar.jobs.Await;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Tells of what stands in plans, each once, and of what is over. Blocks: for virtual threads. */
@ApplicationScoped
public class TellPlan {
    private final PlanOfSystem plans;
    private final PlanNoticeRepository notices;
    private final ZoneOfSystem zones;
    private final PlanConfig config;
    private final Instance<CeilingPublisher> ceilings;

    TellPlan(
            PlanOfSystem plans,
            PlanNoticeRepository notices,
            ZoneOfSystem zones,
            PlanConfig config,
            @Any Instance<CeilingPublisher> ceilings) {
        this.plans = plans;
        this.notices = notices;
        this.zones = zones;
        this.config = config;
        this.ceilings = ceilings;
    }

    /** The systems that have or had a plan, or of which something was told that is not over. */
    Set<String> systems() {
        var systems = new TreeSet<>(Await.of(plans.systems()));
        systems.addAll(Await.of(notices.systems()));
        return systems;
    }

    /**
     * Of one system, by one at a time: see {@link io.belastbar.capacity.plan.store.PlanChanges}. A plan that was taken away ends
     * what was told of it.
     */
    public void tell(String system, Instant now) {
        Instant moment = now.truncatedTo(ChronoUnit.MICROS);
        CapacityPlan plan = Await.of(plans.of(system)).orElse(CapacityPlan.NONE);
        LocalDate today = LocalDate.ofInstant(moment, Await.of(zones.of(system)));
        List<PlanFinding> findings = PlanFindings.of(plan, today, config.costsAhead(), ceilings(system));
        boolean isWhole = Await.of(plans.unread(system)).isEmpty();
        for (NoticeChange change : NoticeChange.between(system, findings, Await.of(notices.open(system)))) {
            // Of a document that is no longer read nothing is known: what was told of it may still hold.
            if (isWhole || change instanceof NoticeChange.Raise) {
                Await.of(notices.apply(system, change, moment));
            }
        }
    }

    private List<DesignCeiling> ceilings(String system) {
        List<DesignCeiling> found = new ArrayList<>();
        for (CeilingPublisher publisher : ceilings) {
            found.addAll(publisher.ceilings(system));
        }
        return found;
    }
}
