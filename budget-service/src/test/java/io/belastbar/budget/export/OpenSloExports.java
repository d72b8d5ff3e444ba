package io.belastbar.budget.export;

import io.belastbar.budget.export.prometheus.SystemSelector;
import io.belastbar.budget.objective.PerformanceBudget;

/** Exports for tests of other rooms. */
public final class OpenSloExports {

    private OpenSloExports() {}

    public static String of(String system, PerformanceBudget budget) {
        return OpenSloExport.of(system, budget, SystemSelector.of(system, null, null));
    }
}
