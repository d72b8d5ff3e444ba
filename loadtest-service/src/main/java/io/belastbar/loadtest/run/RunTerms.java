package io.belastbar.loadtest.run;

import java.util.Map;

/**
 * On which terms a run was accepted.
 *
 * @param parallel it may run beside another run of its system
 * @param budget its caller wants thresholds from the budget of the system, whether or not the scenario does
 * @param labels what is tested, as the caller names it: {@code commit}, {@code version}, {@code branch}; never null
 */
public record RunTerms(boolean parallel, boolean budget, Map<String, String> labels) {

    public RunTerms {
        labels = Map.copyOf(labels);
    }
}
