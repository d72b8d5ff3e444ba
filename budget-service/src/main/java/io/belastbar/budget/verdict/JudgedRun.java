package io.belastbar.budget.verdict;

import io.belastbar.budget.evaluation.JudgedObjective;
import io.belastbar.contracts.BudgetEvaluated;
import java.util.List;

/** What a run showed of each promise, and what that says together. */
public record JudgedRun(List<JudgedObjective> judged, BudgetEvaluated evaluated) {}
