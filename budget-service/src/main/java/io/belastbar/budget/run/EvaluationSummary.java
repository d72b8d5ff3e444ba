package io.belastbar.budget.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.contracts.RunVerdict;
import java.time.Instant;

/** One line of the list of evaluations: the verdict and how many objectives have which. */
record EvaluationSummary(
        String evaluationId,
        @JsonIgnore long sequence,
        String runId,
        String system,
        String scenario,
        String branch,
        String testbed,
        int budgetVersion,
        RunVerdict runVerdict,
        ObjectiveVerdict verdict,
        int passed,
        int warned,
        int failed,
        int inconclusive,
        int noData,
        Instant evaluatedAt) {}
