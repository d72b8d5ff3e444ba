package io.belastbar.loadtest.run;

import io.belastbar.load.result.Provenance;
import io.belastbar.load.result.StepInfo;
import io.belastbar.load.run.RunTally;
import io.belastbar.load.scenario.Scenario;
import java.util.List;

/** What is known of a result before anything was measured: whom the cells' indexes point to, and who measures. */
public record RunShape(List<StepInfo> steps, List<String> tenants, Provenance provenance) {

    public static RunShape of(Scenario scenario, Provenance provenance) {
        return new RunShape(RunTally.steps(scenario), scenario.tenants().labels(), provenance);
    }
}
