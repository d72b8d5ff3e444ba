package io.belastbar.loadtest.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.run.RunTally;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.threshold.BudgetThresholds;
import io.belastbar.load.threshold.BudgetThresholds.NotCovered;
import io.belastbar.load.threshold.Threshold;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a result before anything was measured: whom the cells' indexes point to, and who measures.
 *
 * @param budget the system's budget as budget-service showed it; null if the run is not held to it
 * @param covers what the scenario says it covers; not stored with the shape, and so empty where that is read again
 */
public record RunShape(
        List<StepInfo> steps, List<String> tenants, Provenance provenance, JsonNode budget, List<String> covers) {

    public RunShape {
        covers = List.copyOf(covers);
    }

    public static RunShape of(Scenario scenario, Provenance provenance, JsonNode budget) {
        return new RunShape(
                RunTally.steps(scenario), scenario.tenants().labels(), provenance, budget, scenario.covers());
    }

    /** Promises of the budget that the run says nothing about. */
    public List<NotCovered> notCovered() {
        return budget == null ? List.of() : BudgetThresholds.of(budget, steps).notCovered();
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
