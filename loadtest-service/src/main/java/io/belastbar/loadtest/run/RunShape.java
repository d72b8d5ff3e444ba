package io.belastbar.loadtest.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.run.RunTally;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.threshold.BudgetThresholds;
import io.belastbar.load.threshold.Threshold;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a result before anything was measured: whom the cells' indexes point to, and who measures.
 *
 * @param budget the system's budget as budget-service showed it; null if the run is not held to it
 */
public record RunShape(List<StepInfo> steps, List<String> tenants, Provenance provenance, JsonNode budget) {

    public static RunShape of(Scenario scenario, Provenance provenance, JsonNode budget) {
        return new RunShape(RunTally.steps(scenario), scenario.tenants().labels(), provenance, budget);
    }

    /** What a run of the scenario must keep: its own thresholds, and the system's budget where it was asked for. */
    public List<Threshold> thresholds(Scenario scenario) {
        List<Threshold> thresholds = new ArrayList<>(scenario.thresholds());
        if (budget != null) {
            thresholds.addAll(BudgetThresholds.of(budget, steps).thresholds());
        }
        return thresholds;
    }
}
