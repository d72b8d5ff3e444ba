package io.belastbar.budget.document;

import io.belastbar.budget.objective.PerformanceBudget;

/** What a system promised at a version. */
public record VersionedBudget(int version, PerformanceBudget budget) {}
