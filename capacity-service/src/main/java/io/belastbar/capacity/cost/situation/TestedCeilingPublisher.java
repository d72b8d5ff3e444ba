package io.belastbar.capacity.cost.situation;

import io.belastbar.capacity.plan.finding.CeilingPublisher;
import io.belastbar.capacity.plan.finding.DesignCeiling;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** How many tenants a system carries as it is built, by the ceiling that test runs show. Waits: for virtual threads. */
@ApplicationScoped
class TestedCeilingPublisher implements CeilingPublisher {
    private final GatherSituation situations;

    TestedCeilingPublisher(GatherSituation situations) {
        this.situations = situations;
    }

    @Override
    public List<DesignCeiling> ceilings(String system) {
        return TenantCeiling.of(situations.of(system)).stream().toList();
    }
}
