package io.belastbar.budget.evaluation;

import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.wording.Sentence;
import java.util.List;

/** Holds a promise against values that were posted or collected: the newest one counts. */
final class MeasuredEvaluation {

    private MeasuredEvaluation() {}

    static Judgement judge(Objective objective, List<SeriesPoint> points) {
        if (points.isEmpty()) {
            return Judgement.noData(new Sentence(
                    "nothing was measured within " + objective.windowOrDefault().toHours() + " h",
                    "innerhalb von " + objective.windowOrDefault().toHours() + " h wurde nichts gemessen"));
        }
        var newest = points.getLast();
        var kept = objective.limit().keptBy(objective.measure().dimension().magnitude(newest.value()));
        return Judgement.of(
                kept ? ObjectiveVerdict.PASS : ObjectiveVerdict.FAIL,
                objective,
                Interval.unknown(newest.value()),
                newest.samples(),
                null);
    }
}
