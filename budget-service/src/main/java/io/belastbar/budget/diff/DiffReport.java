package io.belastbar.budget.diff;

import io.belastbar.budget.diff.BudgetDiff.Difference;
import java.time.Instant;
import java.util.List;

/**
 * A comparison of two versions, as it is answered.
 *
 * @param steps who changed what, when and why, from the first version to the second
 */
public record DiffReport(String system, int from, int to, List<Step> steps, List<Difference> changes) {

    /** One version between the two. */
    public record Step(int version, String document, Instant at, String by, String reason, boolean removed) {}
}
