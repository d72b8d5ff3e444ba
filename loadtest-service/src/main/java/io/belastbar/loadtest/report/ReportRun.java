package io.belastbar.loadtest.report;

import io.belastbar.jobs.Await;
import io.belastbar.load.report.RunReport;
import io.belastbar.load.result.RunResult;
import io.belastbar.loadtest.run.RunResultRepository;
import io.belastbar.loadtest.run.RunShape;
import io.belastbar.loadtest.run.RunState;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.loadtest.run.TestRunRepository;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.NotFound;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/**
 * Puts a finished run's report together from what is stored: its measurement, what was found of its thresholds at its end,
 * and the budget as it was when the run began. The same run always gives the same report. Waits: for virtual threads.
 */
@ApplicationScoped
public class ReportRun {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestRunRepository runs;
    private final RunResultRepository results;

    ReportRun(TestRunRepository runs, RunResultRepository results) {
        this.runs = runs;
        this.results = results;
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
        return new RunReport(
                result,
                StoredThresholds.of(Await.of(results.thresholds(run.id()), PATIENCE)),
                shape.notCovered(),
                finished.judgement());
    }
}
