package io.belastbar.budget.compliance;

import io.belastbar.budget.evaluation.BudgetEvaluation;
import io.belastbar.budget.evaluation.Evidence;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.contracts.ObjectiveVerdict;
import java.time.Instant;
import java.util.List;

/**
 * Since when the verdict on measurements has been what it is: the value with which it became so, when those of the window are
 * judged as they came. A promise is broken since the first of the values in a row that broke it, although it took some of them
 * to say so. A verdict that was the same from the first value on holds at least since then.
 */
final class VerdictSince {

    /** Verdicts that are asked for; between two of them that are the same the verdict is taken not to have changed. */
    private static final int STEPS = 64;

    private final Objective objective;
    private final List<SeriesPoint> points;
    private final ObjectiveVerdict verdict;

    private VerdictSince(Objective objective, List<SeriesPoint> points) {
        this.objective = objective;
        this.points = points;
        this.verdict = verdict(objective, points);
    }

    /** Of at least one value, oldest first. */
    static Instant of(Objective objective, List<SeriesPoint> points) {
        var since = new VerdictSince(objective, points);
        var first = since.isNewestValue() ? since.firstInRow() : since.firstInWindow();
        return points.get(since.firstToBreak(first) - 1).at();
    }

    private int firstToBreak(int first) {
        int begin = first;
        while (verdict == ObjectiveVerdict.FAIL && begin > 1 && breaks(begin - 1) && breaks(begin)) {
            begin--;
        }
        return begin;
    }

    /** Whether the value at this place, counted from 1, breaks the limit by itself. */
    private boolean breaks(int place) {
        var dimension = objective.measure().dimension();
        return !objective
                .limit()
                .keptBy(dimension.magnitude(points.get(place - 1).value()));
    }

    /** Of figures of which the newest value is judged alone. */
    private boolean isNewestValue() {
        return objective.statistic() == Statistic.NONE
                && switch (objective.measure()) {
                    case SIZE, DURATION, COUNT -> true;
                    default -> false;
                };
    }

    private int firstInRow() {
        int first = points.size();
        while (first > 1 && verdict(objective, points.subList(first - 2, first - 1)) == verdict) {
            first--;
        }
        return first;
    }

    private int firstInWindow() {
        int step = Math.max(1, points.size() / STEPS);
        int same = points.size();
        int other = 0;
        for (int count = same - step; count > 0; count -= step) {
            if (verdict(objective, points.subList(0, count)) != verdict) {
                other = count;
                break;
            }
            same = count;
        }
        while (same - other > 1) {
            int middle = (same + other) / 2;
            if (verdict(objective, points.subList(0, middle)) == verdict) {
                same = middle;
            } else {
                other = middle;
            }
        }
        return same;
    }

    private static ObjectiveVerdict verdict(Objective objective, List<SeriesPoint> points) {
        return BudgetEvaluation.evaluate(
                        PerformanceBudget.ofObjectives(List.of(objective)), Evidence.of(asked -> points))
                .getFirst()
                .verdict();
    }
}
