package io.belastbar.budget.verdict;

import io.belastbar.budget.evaluation.Evidence;
import io.belastbar.budget.evaluation.relative.Baseline;
import io.belastbar.budget.evaluation.relative.RelativeJudgement;
import io.belastbar.budget.evaluation.relative.RelativeJudgement.Before;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.relative.RelativePromise;
import io.belastbar.budget.series.ReadMeasuredValues;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.series.SeriesRepository;
import io.belastbar.contracts.Origin;
import io.belastbar.contracts.TestRunFinished;
import io.belastbar.jobs.Await;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Looks up how it was before, and judges a run by it. Waits: for virtual threads. */
@ApplicationScoped
class ReadRelativeEvidence {

    /** What is older says nothing about a run of today. */
    private static final Duration RUNS_WITHIN = Duration.ofDays(90);

    private final SeriesRepository series;
    private final ReadMeasuredValues measured;

    ReadRelativeEvidence(SeriesRepository series, ReadMeasuredValues measured) {
        this.series = series;
        this.measured = measured;
    }

    RelativeJudgement judge(RelativePromise promise, TestRunFinished run, Evidence evidence, Instant at) {
        var objective = promise.unbounded();
        var branch = Origin.of(run.labels()).branch();
        var window = Await.of(measured.measured(run.system(), branch, only(objective), at));
        var length = objective.windowOrDefault();
        var before = objective.withWindow(Baseline.lookedBack(promise));
        // Both ends of a window belong to it.
        var end = at.minus(length).minusMillis(1);
        var earlier = Await.of(measured.measured(run.system(), only(before), end));
        return RelativeJudgement.judge(
                promise, evidence.with(window), new Before(runs(objective, run), earlier.of(before)));
    }

    /** A run that is judged again, or late, is not held against itself nor against those after it. */
    private List<SeriesPoint> runs(Objective objective, TestRunFinished run) {
        var main = new Origin(Origin.MAIN, Origin.of(run.labels()).testbed());
        var key = SeriesKey.of(run.system(), objective, run.scenario(), main);
        var end = run.finishedAt();
        return Await.of(series.points(key, end.minus(RUNS_WITHIN), end)).stream()
                .filter(point -> !run.runId().equals(point.runId()))
                .toList();
    }

    private static PerformanceBudget only(Objective objective) {
        return PerformanceBudget.ofObjectives(List.of(objective));
    }
}
