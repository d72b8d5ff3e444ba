package io.belastbar.budget.run;

import io.belastbar.budget.evaluation.BudgetEvaluation;
import io.belastbar.budget.evaluation.JudgedObjective;
import io.belastbar.budget.series.LatestPoint;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.contracts.Origin;
import io.belastbar.contracts.RunVerdict;
import io.belastbar.contracts.TestRunFinished;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;

/** What a run adds to the series of its system. */
final class RunSeries {

    private RunSeries() {}

    /**
     * One value a figure; none if the numbers are not the target's. Times are those of good answers: a series shows how
     * fast the target is when it answers, its error rate is another series.
     */
    static List<LatestPoint> of(TestRunFinished run, List<JudgedObjective> judged) {
        if (run.verdict() == RunVerdict.INVALID || run.verdict() == RunVerdict.ABORTED) {
            return List.of();
        }
        var origin = Origin.of(run.labels());
        var points = new LinkedHashMap<SeriesKey, SeriesPoint>();
        judged.stream().filter(JudgedObjective::fromRun).forEach(one -> BudgetEvaluation.seriesValue(one, run)
                .ifPresent(value -> points.putIfAbsent(
                        SeriesKey.of(run.system(), one.objective(), run.scenario(), origin), point(run, one, value))));
        return points.entrySet().stream()
                .map(entry -> new LatestPoint(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static SeriesPoint point(TestRunFinished run, JudgedObjective judged, double value) {
        var labels = new HashMap<>(run.labels());
        labels.remove(SeriesPoint.VERDICT);
        var verdict = judged.result().verdict();
        if (verdict == ObjectiveVerdict.INCONCLUSIVE || verdict == ObjectiveVerdict.FAIL) {
            labels.put(SeriesPoint.VERDICT, verdict.name());
        }
        return new SeriesPoint(
                run.finishedAt(), value, judged.result().samples(), SeriesPoint.RUN, run.runId(), labels);
    }
}
