package io.belastbar.profiling.rls.operator;

import io.belastbar.contracts.Severity;
import io.belastbar.profiling.statement.MeasuredStatement;
import java.util.List;

/**
 * A condition that no index answers, and what its statement costs.
 *
 * @param share of the time of all statements, 0 to 1
 */
record CostlyCondition(MeasuredStatement statement, Withheld withheld, double share) {
    private static final double CRITICAL_MS = 500;
    private static final double HIGH_MS = 100;

    /** What is one finding, however many statements have it. */
    List<String> same() {
        return List.of(withheld.table(), withheld.column(), withheld.leaking());
    }

    Severity severity() {
        double ms = statement.meanTimeMs();
        return ms >= CRITICAL_MS ? Severity.CRITICAL : ms >= HIGH_MS ? Severity.HIGH : Severity.MEDIUM;
    }
}
