package io.belastbar.capacity.plan.finding;

import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.store.PlanOfSystem;
import io.belastbar.capacity.projection.ZoneOfSystem;
import io.belastbar.jobs.Await;
import io.belastbar.web.problem.DomainFailure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/** Tells of what stands in plans, each once, and of what is over. Blocks: for virtual threads. */
@ApplicationScoped
public class TellPlan {
    private static final Logger LOG = Logger.getLogger(TellPlan.class);

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

    /** Of every system. */
    public void tell(Instant now) {
        var systems = new TreeSet<>(Await.of(plans.systems()));
        systems.addAll(Await.of(notices.systems()));
        for (String system : systems) {
            try {
                tell(system, now);
            } catch (DomainFailure unread) {
                // One system whose description nobody reads holds up no other.
                LOG.warnf("plan not looked at: system=%s reason=%s", system, unread.getMessage());
            }
        }
    }

    /** Of one system; a plan that was taken away ends what was told of it. */
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
