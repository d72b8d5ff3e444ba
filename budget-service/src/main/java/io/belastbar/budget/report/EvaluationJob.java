package io.belastbar.budget.report;

import io.belastbar.backbone.retry.QueueJob;
import io.belastbar.budget.BudgetConfig;
import io.belastbar.budget.attribution.RemainderRepository;
import io.belastbar.budget.database.DatabaseFactsClient;
import io.belastbar.budget.database.FactsAnswer;
import io.belastbar.budget.document.Budgets;
import io.belastbar.budget.evaluation.BudgetEvaluation;
import io.belastbar.budget.evaluation.Evidence;
import io.belastbar.budget.evidence.EvidenceRepository;
import io.belastbar.budget.finding.BudgetFindings;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.contracts.BudgetEvaluated;
import io.belastbar.contracts.TestRunFinished;
import io.belastbar.jobs.retry.FailureMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Evaluates finished runs, one at a time. A run is held by a lease in the database, so that replicas share the work and a
 * run whose worker died is taken up again.
 */
@ApplicationScoped
class EvaluationJob {

    private static final Logger LOG = Logger.getLogger(EvaluationJob.class);
    private static final Duration DATABASE_WAIT_MAX = Duration.ofSeconds(10);

    private final BudgetConfig config;
    private final RunRepository runs;
    private final Budgets budgets;
    private final DatabaseFactsClient facts;
    private final EvidenceRepository evidence;
    private final RemainderRepository remainders;
    private final EvaluationPublisher publisher;
    private final MeterRegistry metrics;
    private final Clock clock = Clock.systemUTC();
    private final AtomicLong pending;
    // Nothing is lost in an outage: a run that was held is taken up again when its lease ends.
    private final QueueJob queue = new QueueJob(LOG, "Runs");

    EvaluationJob(
            BudgetConfig config,
            RunRepository runs,
            Budgets budgets,
            DatabaseFactsClient facts,
            EvidenceRepository evidence,
            RemainderRepository remainders,
            EvaluationPublisher publisher,
            MeterRegistry metrics) {
        this.config = config;
        this.runs = runs;
        this.budgets = budgets;
        this.facts = facts;
        this.evidence = evidence;
        this.remainders = remainders;
        this.publisher = publisher;
        this.metrics = metrics;
        this.pending = metrics.gauge("belastbar.budget.runs.pending", new AtomicLong());
    }

    /** Takes up every run that is due. */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void evaluateDueRuns() {
        queue.round(() -> {
            evaluateAll();
            pending.set(await(runs.pending()));
        });
    }

    private void evaluateAll() throws InterruptedException {
        for (var due = await(runs.claim(config.lease())); due.isPresent(); due = await(runs.claim(config.lease()))) {
            var held = due.get();
            QueueJob.item(() -> evaluate(held, held.run()), hopeless -> giveUp(held, hopeless));
        }
    }

    private void evaluate(RunToEvaluate due, TestRunFinished run) {
        var budget = await(budgets.promises(run.system(), due.budgetVersion()))
                .orElseThrow(() -> new IllegalArgumentException("budget version " + due.budgetVersion() + " is gone"))
                .complete();
        var answer = budget.needsDatabaseFacts() ? facts.ask(run.runId()) : new FactsAnswer.Unknown("not needed");
        if (budget.needsDatabaseFacts() && answer instanceof FactsAnswer.Unknown unknown) {
            metrics.counter("belastbar.budget.facts.misses").increment();
            if (due.attempts() < config.factsAttempts()) {
                await(runs.postpone(run.runId(), config.factsRetry(), unknown.reason()));
                return;
            }
            answer = new FactsAnswer.Unknown(
                    "no database facts after " + due.attempts() + " attempts: " + unknown.reason());
        }
        if (!budget.dependencies().isEmpty() && due.attempts() == 1) {
            // What breakers and game days told in the run's last moments may still be on its way.
            await(runs.postpone(run.runId(), config.factsRetry(), "waiting for the dependencies' news"));
            return;
        }
        publish(run, due.budgetVersion(), budget, answer);
    }

    private void publish(TestRunFinished run, int budgetVersion, PerformanceBudget budget, FactsAnswer answer) {
        var timer = Timer.start(metrics);
        var judged = BudgetEvaluation.judge(budget, evidence(run, budget, answer));
        var results = BudgetEvaluation.results(judged);
        var evaluated = new BudgetEvaluated(
                UUID.randomUUID().toString(),
                run.runId(),
                run.system(),
                budgetVersion,
                clock.instant(),
                BudgetEvaluation.verdict(results),
                results);
        var report = EvaluationReport.of(run, evaluated, BudgetFindings.raise(judged, run, answer, evaluated));
        if (await(publisher.publish(report, evaluated, RunSeries.of(run, judged)))) {
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

    private Evidence evidence(TestRunFinished run, PerformanceBudget budget, FactsAnswer answer) {
        return Evidence.of(run, answer)
                .with(await(evidence.measured(run.system(), budget, clock.instant())))
                .with(remainders.of(run, budget));
    }

    private void giveUp(RunToEvaluate due, RuntimeException reason) {
        LOG.errorf(reason, "Run cannot be evaluated: runId=%s", due.runId());
        metrics.counter("belastbar.budget.evaluations", "verdict", "NONE").increment();
        await(runs.giveUp(due.runId(), FailureMapper.reason(reason)));
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(DATABASE_WAIT_MAX);
    }
}
