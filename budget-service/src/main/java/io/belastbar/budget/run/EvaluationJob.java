package io.belastbar.budget.run;

import io.belastbar.budget.BudgetConfig;
import io.belastbar.budget.document.Budgets;
import io.belastbar.budget.document.VersionedBudget;
import io.belastbar.budget.evaluation.Evidence.FactsAnswer;
import io.belastbar.budget.run.RunRepository.RunToEvaluate;
import io.belastbar.budget.verdict.JudgeRun;
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
import java.time.Duration;
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
    private final JudgeRun judge;
    private final EvaluationPublisher publisher;
    private final MeterRegistry metrics;

    EvaluationJob(
            BudgetConfig config,
            RunRepository runs,
            Budgets budgets,
            DatabaseFactsClient facts,
            JudgeRun judge,
            EvaluationPublisher publisher,
            MeterRegistry metrics) {
        this.config = config;
        this.runs = runs;
        this.budgets = budgets;
        this.facts = facts;
        this.judge = judge;
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
        var version = Await.of(budgets.promises(run.system(), due.budgetVersion()))
                .orElseThrow(() -> new IllegalArgumentException("budget version " + due.budgetVersion() + " is gone"));
        var budget = version.complete();
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
        publish(held, run, version, answer);
        return Outcome.DONE;
    }

    private void publish(HeldWork<Void> held, TestRunFinished run, VersionedBudget budget, FactsAnswer answer) {
        var timer = Timer.start(metrics);
        var shown = judge.judge(run, budget, answer);
        var judged = shown.judged();
        var evaluated = shown.evaluated();
        var report = EvaluationReport.of(run, evaluated, BudgetFindings.raise(judged, run, answer, evaluated));
        Await.of(publisher.publish(held, report, evaluated, RunSeries.of(run, shown.forSeries())));
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
}
