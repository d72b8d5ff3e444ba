package io.belastbar.loadtest.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.threshold.BudgetThresholds;
import io.belastbar.load.threshold.Threshold;
import java.util.ArrayList;
import java.util.List;

/** What a run must keep: the scenario's own thresholds, and the system's budget where it was asked for. */
public final class RunThresholds {

    private RunThresholds() {}

    /** {@code budget} as budget-service shows it, or null. */
    public static List<Threshold> of(Scenario scenario, JsonNode budget, List<StepInfo> steps) {
        List<Threshold> thresholds = new ArrayList<>(scenario.thresholds());
        if (budget != null) {
            thresholds.addAll(BudgetThresholds.of(budget, steps).thresholds());
        }
        return thresholds;
    }
}
