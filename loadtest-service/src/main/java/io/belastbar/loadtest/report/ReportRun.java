package io.belastbar.loadtest.report;

import io.belastbar.jobs.Await;
import io.belastbar.load.evaluation.ThresholdEvaluation;
import io.belastbar.load.report.RunReport;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.threshold.BudgetThresholds;
import io.belastbar.load.threshold.Threshold;
import io.belastbar.loadtest.catalog.Scenarios;
import io.belastbar.loadtest.catalog.StoredScenario;
import io.belastbar.loadtest.run.RunResultRepository;
import io.belastbar.loadtest.run.RunShape;
import io.belastbar.loadtest.run.RunState;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.loadtest.run.TestRunRepository;
import io.belastbar.loadtest.series.ResultNote;
import io.belastbar.web.document.Reading;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.NotFound;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Puts a finished run's report together from what is stored: its measurement, its scenario's thresholds, and the budget as
 * it was when the run began. The same run always gives the same report. Waits: for virtual threads.
 */
@ApplicationScoped
public class ReportRun {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestRunRepository runs;
    private final RunResultRepository results;
    private final Scenarios scenarios;

    ReportRun(TestRunRepository runs, RunResultRepository results, Scenarios scenarios) {
        this.runs = runs;
        this.results = results;
        this.scenarios = scenarios;
    }

    /**
     * @throws NotFound if there is no such run
     * @throws Conflict if it has not finished
     */
    TestRun finished(UUID id) {
        TestRun run = Await.of(runs.find(id), PATIENCE).orElseThrow(() -> new NotFound("test run", id.toString()));
        if (!run.finished()) {
            throw new Conflict(
                    "test run " + id + " is " + run.state().label() + "; its report comes when it has finished");
        }
        return run;
    }

    /** @throws Conflict if its seconds are not kept any more */
    void requireSeconds(TestRun run) {
        Await.of(results.secondsRemovedAt(run.id()), PATIENCE).ifPresent(removed -> {
            throw new Conflict("the seconds of test run " + run.id() + " were removed at " + removed
                    + " because of their age (belastbar.loadtest.retention.seconds); its other reports are kept");
        });
    }

    /** @throws Conflict if it measured nothing */
    RunReport of(TestRun run) {
        RunState.Finished finished = (RunState.Finished) run.state();
        RunResult result = Await.of(results.find(run), PATIENCE)
                .orElseThrow(() -> new Conflict("test run " + run.id() + " measured nothing: "
                        + finished.judgement().reasons().stream()
                                .map(reason -> reason.english())
                                .findFirst()
                                .orElse("it never began")));
        RunShape shape = Await.of(results.shape(run.id()), PATIENCE).orElseThrow();
        return switch (scenario(run)) {
            case Reading.Understood<Scenario>(Scenario scenario) ->
                report(result, shape.thresholds(scenario), shape, finished);
            case Reading.Unread<Scenario>(String reason) ->
                report(ResultNote.scenarioUnread(result, reason), List.of(), shape, finished);
            // An imported run has no scenario of ours, and so no thresholds.
            case null -> report(result, List.of(), shape, finished);
        };
    }

    private static RunReport report(
            RunResult result, List<Threshold> thresholds, RunShape shape, RunState.Finished finished) {
        return new RunReport(
                result,
                ThresholdEvaluation.of(thresholds, result),
                shape.budget() == null
                        ? List.of()
                        : BudgetThresholds.of(shape.budget(), shape.steps()).notCovered(),
                finished.judgement());
    }

    /** Null if it is none of ours. */
    private Reading<Scenario> scenario(TestRun run) {
        return Await.of(scenarios.version(run.system(), run.scenario(), run.scenarioVersion()), PATIENCE)
                .map(StoredScenario::reading)
                .orElse(null);
    }
}
