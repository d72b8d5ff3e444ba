package io.belastbar.budget.reevaluation;

import io.belastbar.backbone.envelope.UnreadableEvent;
import io.belastbar.budget.document.Budgets;
import io.belastbar.budget.document.VersionedBudget;
import io.belastbar.budget.evaluation.Evidence.FactsAnswer;
import io.belastbar.budget.run.DatabaseFactsClient;
import io.belastbar.budget.run.EvaluationReport;
import io.belastbar.budget.verdict.JudgeRun;
import io.belastbar.contracts.TestRunFinished;
import io.belastbar.jobs.Await;
import io.belastbar.web.http.IdempotentRequest;
import io.belastbar.web.http.StoredAnswer;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.NotFound;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Holds a run that finished long ago against another version of the budget, by its stored histograms. It tells nobody: there
 * is no event, no finding and no point of a series of it. Waits: for virtual threads.
 */
@ApplicationScoped
class ReevaluateRun {

    private final ReevaluationRepository runs;
    private final Budgets budgets;
    private final DatabaseFactsClient facts;
    private final JudgeRun judge;

    ReevaluateRun(ReevaluationRepository runs, Budgets budgets, DatabaseFactsClient facts, JudgeRun judge) {
        this.runs = runs;
        this.budgets = budgets;
        this.facts = facts;
        this.judge = judge;
    }

    /**
     * What was measured beside the run counts as of its own evaluation, so that only the budget differs; as of when the run was
     * noted if it has none, whose own evaluation this becomes.
     *
     * @param budgetVersion null for the one in force
     * @throws NotFound if there is no such run or version
     * @throws Conflict if the run waits for its own evaluation, if it is no longer kept, or if it or the budget cannot be read
     */
    StoredAnswer reevaluate(String runId, Integer budgetVersion, IdempotentRequest request) {
        var known = Await.of(runs.find(runId)).orElseThrow(() -> new NotFound("finished test run", runId));
        known.requireReady();
        var run = run(known);
        var budget = budget(run.system(), budgetVersion);
        var answer =
                budget.complete().needsDatabaseFacts() ? facts.askNow(runId) : new FactsAnswer.Unknown("not needed");
        var judged = judge.judge(run, budget, answer, known.asOf());
        return Await.of(runs.store(EvaluationReport.onRequest(run, judged.evaluated(), known.asOf()), request));
    }

    private static TestRunFinished run(KnownRun known) {
        try {
            return known.run();
        } catch (UnreadableEvent unreadable) {
            throw new Conflict("test run " + known.runId() + " cannot be judged: " + unreadable.getMessage());
        }
    }

    private VersionedBudget budget(String system, Integer version) {
        return version == null
                ? Await.of(budgets.latestPromises(system))
                        .orElseThrow(() ->
                                new NotFound("budget (store one with: belastbar apply -f FOLDER) for system", system))
                : Await.of(budgets.promises(system, version))
                        .orElseThrow(() -> new NotFound("version " + version + " of the budget of system", system));
    }
}
