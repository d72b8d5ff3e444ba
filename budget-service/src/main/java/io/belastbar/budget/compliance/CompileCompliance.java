package io.belastbar.budget.compliance;

import io.belastbar.budget.compliance.ComplianceReview.Known;
import io.belastbar.budget.compliance.shown.ShownPromises;
import io.belastbar.budget.compliance.shown.ShownRepository;
import io.belastbar.budget.run.EvaluationReport;
import io.belastbar.budget.run.EvaluationRepository;
import io.belastbar.jobs.Await;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.NotFound;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Puts a compliance report together. Waits: for virtual threads. */
@ApplicationScoped
class CompileCompliance {

    private static final Duration CLOCKS_APART = Duration.ofHours(1);

    /**
     * @param from null for all that is known
     * @param end the first moment that no longer counts; of a report as of now, later than that, where clocks differ
     */
    private record Period(Instant from, Instant asOf, Instant end) {

        boolean isNow() {
            return end.isAfter(asOf);
        }

        Instant start() {
            return from == null ? Instant.EPOCH : from;
        }
    }

    private final BudgetInForce budgets;
    private final EvaluationRepository evaluations;
    private final ShownRepository shown;
    private final KnownValues values;
    private final Clock clock = Clock.systemUTC();

    CompileCompliance(
            BudgetInForce budgets, EvaluationRepository evaluations, ShownRepository shown, KnownValues values) {
        this.budgets = budgets;
        this.evaluations = evaluations;
        this.shown = shown;
        this.values = values;
    }

    /**
     * Whether anything is promised.
     *
     * @throws Conflict if a document of the budget is no longer read
     */
    boolean hasBudget(String system) {
        return budgets.now(system).isPresent();
    }

    /**
     * The report as of now.
     *
     * @param run to look at one run only; null for the newest word on each promise
     * @throws NotFound if the system has no budget, or no such run was evaluated
     */
    ComplianceReport report(String system, String run) {
        return report(
                system, run == null ? null : evaluation(system, Await.of(evaluations.byRun(run)), run), asOfNow());
    }

    /**
     * One run held against a version of the budget.
     *
     * @throws NotFound if there is no such version, or the run was not evaluated against it
     */
    ComplianceReport report(String system, String run, int budgetVersion) {
        var inForce = budgets.at(system, budgetVersion)
                .orElseThrow(() -> new NotFound("version " + budgetVersion + " of the budget of system", system));
        var evaluation = evaluation(system, Await.of(evaluations.byRun(run, budgetVersion)), run);
        return report(system, evaluation, inForce, asOfNow());
    }

    private Period asOfNow() {
        var now = clock.instant();
        return new Period(null, now, now.plus(CLOCKS_APART));
    }

    /**
     * What was evaluated and measured within a period says this of the budget that was in force at its end; of the first one
     * where that is older.
     *
     * @param from the first moment that counts; null for all that is known
     * @param to the first that no longer does
     * @throws NotFound if the system has no budget
     */
    ComplianceReport report(String system, Instant from, Instant to) {
        return report(system, null, new Period(from, to, to));
    }

    private ComplianceReport report(String system, EvaluationReport only, Period period) {
        var inForce = budgets.before(system, period.end())
                .orElseThrow(
                        () -> new NotFound("budget (store one with: belastbar apply -f FOLDER) for system", system));
        return report(system, only, inForce, period);
    }

    /** @param only the evaluation to look at; null for the newest word on each promise */
    private ComplianceReport report(
            String system, EvaluationReport only, BudgetInForce.InForce inForce, Period period) {
        var asOf = period.asOf().truncatedTo(ChronoUnit.MINUTES);
        var budget = inForce.budget();
        var promises = budget.objectives().distinct().toList();
        var known = new Known(
                only == null
                        ? Await.of(shown.newest(system, promises, period.start(), period.end()))
                        : ShownPromises.only(only, promises),
                only == null ? newest(system, period) : only,
                values.measured(system, budget, period.start(), period.asOf()),
                values.trends(system, budget, period.start(), period.asOf(), period.end()),
                period.isNow() ? values.statuses(system, budget, period.asOf()) : List.of());
        var lines = new ComplianceReview(budget, known).lines();
        return new ComplianceReport(
                system,
                inForce.version(),
                inForce.changedAt(),
                inForce.changedBy(),
                only == null ? null : only.runId(),
                only == null ? null : ComplianceReport.Score.of(only),
                period.from(),
                asOf,
                ComplianceReport.counts(lines),
                lines,
                ComplianceReview.handover(lines));
    }

    private EvaluationReport newest(String system, Period period) {
        return Await.of(evaluations.newest(system, period.start(), period.end(), 1)).stream()
                .findFirst()
                .orElse(null);
    }

    private static EvaluationReport evaluation(String system, Optional<EvaluationReport> found, String run) {
        return found.filter(evaluation -> evaluation.system().equals(system))
                .orElseThrow(() -> new NotFound("evaluation of test run", run));
    }
}
