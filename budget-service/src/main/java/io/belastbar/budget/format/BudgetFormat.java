package io.belastbar.budget.format;

import io.belastbar.budget.objective.PerformanceBudget;

/** One way to write promises down. */
public interface BudgetFormat {

    /** Whether a text is of this format; a quick look that never throws. */
    boolean reads(DocumentText text);

    /**
     * Reads a text of this format.
     *
     * @throws io.belastbar.document.InvalidInput with every fault, each with pointer, line, column, rule and what was
     *     received
     */
    PerformanceBudget read(DocumentText text);
}
