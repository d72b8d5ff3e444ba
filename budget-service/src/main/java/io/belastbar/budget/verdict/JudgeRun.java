package io.belastbar.budget.verdict;

import io.belastbar.budget.document.VersionedBudget;
import io.belastbar.budget.evaluation.BudgetEvaluation;
import io.belastbar.budget.evaluation.Evidence.FactsAnswer;
import io.belastbar.budget.evaluation.JudgedObjective;
import io.belastbar.budget.evaluation.relative.RelativeJudgement;
import io.belastbar.contracts.BudgetEvaluated;
import io.belastbar.contracts.TestRunFinished;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

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
        var known = evidence.of(run, promises, facts, asOf);
        var absolute = BudgetEvaluation.judge(promises, known);
        var relative = evidence.relative(run, promises, known, asOf);
        var shown = joined(absolute, relative, RelativeJudgement::shown);
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
        return new JudgedRun(judged, joined(absolute, relative, RelativeJudgement::forSeries), evaluated);
    }

    private static List<JudgedObjective> joined(
            List<JudgedObjective> absolute,
            List<RelativeJudgement> relative,
            Function<RelativeJudgement, JudgedObjective> part) {
        return Stream.concat(absolute.stream(), relative.stream().map(part)).toList();
    }
}
