package io.belastbar.budget.report;

import io.belastbar.contracts.TestRunFinished;

/**
 * A finished run that this replica holds until its lease ends.
 *
 * @param budgetVersion in force when the run finished
 * @param attempts how often it was taken up, this time included
 */
record RunToEvaluate(TestRunFinished run, int budgetVersion, int attempts) {}
