package io.belastbar.budget.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.contracts.BudgetEvaluated;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.ObjectiveResult;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.contracts.Origin;
import io.belastbar.contracts.RunVerdict;
import io.belastbar.contracts.TestRunFinished;
import java.time.Instant;
import java.util.List;

/**
 * An evaluation as it is stored and answered: the event, the run it is about, and the findings it raised.
 *
 * @param score null if the budget gives no weight
 * @param reevaluationOf the run's own evaluation, if this is another one; null otherwise
 * @param asOf up to when it took what was measured beside the run; null if that is {@code evaluatedAt}: only one that
 *     somebody asked for is made later
 */
public record EvaluationReport(
        String evaluationId,
        String runId,
        String system,
        String scenario,
        RunVerdict runVerdict,
        int budgetVersion,
        Instant evaluatedAt,
        ObjectiveVerdict verdict,
        List<ObjectiveResult> objectives,
        List<FindingRaised> findings,
        String branch,
        String testbed,
        @JsonInclude(JsonInclude.Include.NON_NULL) Integer score,
        @JsonInclude(JsonInclude.Include.NON_NULL) String reevaluationOf,
        @JsonInclude(JsonInclude.Include.NON_NULL) Instant asOf) {

    /** Of a report that was stored before branches were known, main. */
    public EvaluationReport {
        var origin = new Origin(branch, testbed);
        branch = origin.branch();
        testbed = origin.testbed();
    }

    static EvaluationReport of(TestRunFinished run, BudgetEvaluated evaluated, List<FindingRaised> findings) {
        return of(run, evaluated, findings, null);
    }

    /** One that somebody asked for, which raises nothing. */
    public static EvaluationReport onRequest(TestRunFinished run, BudgetEvaluated evaluated, Instant asOf) {
        return of(run, evaluated, List.of(), asOf);
    }

    private static EvaluationReport of(
            TestRunFinished run, BudgetEvaluated evaluated, List<FindingRaised> findings, Instant asOf) {
        return new EvaluationReport(
                evaluated.evaluationId(),
                evaluated.runId(),
                evaluated.system(),
                run.scenario(),
                run.verdict(),
                evaluated.budgetVersion(),
                evaluated.evaluatedAt(),
                evaluated.verdict(),
                evaluated.objectives(),
                findings,
                run.labels().get(Origin.BRANCH),
                run.labels().get(Origin.TESTBED),
                evaluated.score(),
                null,
                asOf);
    }

    /** The same as another evaluation of a run that has this one. */
    public EvaluationReport besides(String own) {
        return new EvaluationReport(
                evaluationId,
                runId,
                system,
                scenario,
                runVerdict,
                budgetVersion,
                evaluatedAt,
                verdict,
                objectives,
                findings,
                branch,
                testbed,
                score,
                own,
                asOf);
    }

    /** As of when it says what it says. */
    public Instant spokenAt() {
        return asOf == null ? evaluatedAt : asOf;
    }

    /** How many objectives have a verdict. */
    int count(ObjectiveVerdict counted) {
        return (int) objectives.stream()
                .filter(objective -> objective.verdict() == counted)
                .count();
    }
}
