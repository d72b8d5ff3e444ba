package io.belastbar.budget.verdict;

import io.belastbar.budget.evaluation.JudgedObjective;
import io.belastbar.contracts.BudgetEvaluated;
import java.util.List;

/**
 * What a run showed of each promise, and what that says together.
 *
 * @param forSeries what its series keep: the same, without what a baseline, or the want of one, makes of it
 */
public record JudgedRun(List<JudgedObjective> judged, List<JudgedObjective> forSeries, BudgetEvaluated evaluated) {}
