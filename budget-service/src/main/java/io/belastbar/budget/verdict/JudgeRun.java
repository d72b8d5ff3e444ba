package io.belastbar.budget.verdict;

import io.belastbar.budget.document.VersionedBudget;
import io.belastbar.budget.evaluation.BudgetEvaluation;
import io.belastbar.budget.evaluation.Evidence.FactsAnswer;
import io.belastbar.contracts.BudgetEvaluated;
import io.belastbar.contracts.TestRunFinished;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Holds a finished run against a version of the budget. Waits: for virtual threads. */
@ApplicationScoped
public class JudgeRun {

    private final ReadRunEvidence evidence;
    private final Clock clock = Clock.systemUTC();

    JudgeRun(ReadRunEvidence evidence) {
        this.evidence = evidence;
    }

    /** As of now. */
    public JudgedRun judge(TestRunFinished run, VersionedBudget budget, FactsAnswer facts) {
        return judge(run, budget, facts, clock.instant());
    }

    /** @param asOf what was measured later beside the run does not count */
    public JudgedRun judge(TestRunFinished run, VersionedBudget budget, FactsAnswer facts, Instant asOf) {
        var promises = budget.complete();
        var shown = BudgetEvaluation.judge(promises, evidence.of(run, promises, facts, asOf));
        var judged = evidence.coverage(run, facts, shown).mark(shown);
        var results = BudgetEvaluation.results(judged);
        var score = BudgetVerdict.score(results);
        var evaluated = new BudgetEvaluated(
                UUID.randomUUID().toString(),
                run.runId(),
                run.system(),
                budget.version(),
                clock.instant(),
                BudgetVerdict.of(results),
                results,
                score.isPresent() ? score.getAsInt() : null);
        return new JudgedRun(judged, evaluated);
    }
}
