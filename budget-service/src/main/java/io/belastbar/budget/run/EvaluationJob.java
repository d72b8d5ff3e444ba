package io.belastbar.budget.run;

import io.belastbar.budget.BudgetConfig;
import io.belastbar.budget.document.Budgets;
import io.belastbar.budget.evaluation.BudgetEvaluation;
import io.belastbar.budget.evaluation.Evidence.FactsAnswer;
import io.belastbar.budget.evaluation.JudgedObjective;
import io.belastbar.budget.evaluation.relative.RelativeJudgement;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.run.RunRepository.RunToEvaluate;
import io.belastbar.budget.verdict.BudgetVerdict;
import io.belastbar.budget.verdict.ReadRunEvidence;
import io.belastbar.contracts.BudgetEvaluated;
import io.belastbar.contracts.TestRunFinished;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Evaluates finished runs, one at a time. */
@ApplicationScoped
class EvaluationJob implements WorkHandler<Void> {

    private static final Logger LOG = Logger.getLogger(EvaluationJob.class);
    /** Attempts beside those that wait for database facts. */
    private static final int FAILURES_MAX = 8;

    private final BudgetConfig config;
    private final RunRepository runs;
    private final Budgets budgets;
    private final DatabaseFactsClient facts;
    private final ReadRunEvidence evidence;
    private final EvaluationPublisher publisher;
    private final MeterRegistry metrics;
    private final Clock clock = Clock.systemUTC();

    EvaluationJob(
            BudgetConfig config,
            RunRepository runs,
            Budgets budgets,
            DatabaseFactsClient facts,
            ReadRunEvidence evidence,
            EvaluationPublisher publisher,
            MeterRegistry metrics) {
        this.config = config;
        this.runs = runs;
        this.budgets = budgets;
        this.facts = facts;
        this.evidence = evidence;
        this.publisher = publisher;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent started, Workers workers) {
        RetryPolicy retry = new RetryPolicy(
                Math.toIntExact(config.factsAttempts()) + FAILURES_MAX,
                new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(1)));
        workers.start(runs.work(), WorkTerms.leased(config.lease(), retry).endingWithLastingFailures(), this);
    }

    @Override
    public Outcome handle(HeldWork<Void> held) {
        var due = Await.of(runs.pending(held.item()));
        return due.isEmpty()
                ? Outcome.DONE
                : evaluate(held, due.get(), due.get().run());
    }

    @Override
    public void givenUp(HeldWork<Void> held, String reason) {
        Await.of(runs.giveUp(held, reason));
        metrics.counter("belastbar.budget.evaluations", "verdict", "NONE").increment();
    }

    private Outcome evaluate(HeldWork<Void> held, RunToEvaluate due, TestRunFinished run) {
        var budget = Await.of(budgets.promises(run.system(), due.budgetVersion()))
                .orElseThrow(() -> new IllegalArgumentException("budget version " + due.budgetVersion() + " is gone"))
                .complete();
        var answer = budget.needsDatabaseFacts() ? facts.ask(run.runId()) : new FactsAnswer.Unknown("not needed");
        if (budget.needsDatabaseFacts() && answer instanceof FactsAnswer.Unknown unknown) {
            metrics.counter("belastbar.budget.facts.misses").increment();
            if (held.attempt() < config.factsAttempts()) {
                return new Outcome.Later(config.factsRetry(), unknown.reason());
            }
            answer = new FactsAnswer.Unknown(
                    "no database facts after " + held.attempt() + " attempts: " + unknown.reason());
        }
        if (!budget.dependencies().isEmpty() && held.attempt() == 1) {
            // What breakers and game days told in the run's last moments may still be on its way.
            return new Outcome.Later(config.factsRetry(), "waiting for the dependencies' news");
        }
        publish(held, run, due.budgetVersion(), budget, answer);
        return Outcome.DONE;
    }

    private void publish(
            HeldWork<Void> held, TestRunFinished run, int budgetVersion, PerformanceBudget budget, FactsAnswer answer) {
        var timer = Timer.start(metrics);
        var now = clock.instant();
        var known = evidence.of(run, budget, answer, now);
        var absolute = BudgetEvaluation.judge(budget, known);
        var relative = evidence.relative(run, budget, known, now);
        var shown = joined(absolute, relative, RelativeJudgement::shown);
        var judged = evidence.coverage(run, answer, shown).mark(shown);
        var results = BudgetEvaluation.results(judged);
        var score = BudgetVerdict.score(results);
        var evaluated = new BudgetEvaluated(
                UUID.randomUUID().toString(),
                run.runId(),
                run.system(),
                budgetVersion,
                clock.instant(),
                BudgetVerdict.of(results),
                results,
                score.isPresent() ? score.getAsInt() : null);
        var report = EvaluationReport.of(run, evaluated, BudgetFindings.raise(judged, run, answer, evaluated));
        Await.of(publisher.publish(
                held, report, evaluated, RunSeries.of(run, joined(absolute, relative, RelativeJudgement::forSeries))));
        timer.stop(metrics.timer("belastbar.budget.evaluation.duration"));
        metrics.counter(
                        "belastbar.budget.evaluations",
                        "verdict",
                        evaluated.verdict().name())
                .increment();
        LOG.infof(
                "Run evaluated: system=%s runId=%s verdict=%s findings=%d",
                run.system(),
                run.runId(),
                evaluated.verdict(),
                report.findings().size());
    }

    private static List<JudgedObjective> joined(
            List<JudgedObjective> absolute,
            List<RelativeJudgement> relative,
            Function<RelativeJudgement, JudgedObjective> part) {
        return Stream.concat(absolute.stream(), relative.stream().map(part)).toList();
    }
}
