package io.belastbar.budget.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.contracts.RunVerdict;
import java.time.Instant;

/**
 * One line of the list of evaluations: the verdict and how many objectives have which.
 *
 * @param reevaluationOf the run's own evaluation, if this is another one; null otherwise
 */
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
        Instant evaluatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) String reevaluationOf) {}
