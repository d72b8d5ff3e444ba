package io.belastbar.budget.evaluation;

import io.belastbar.budget.objective.Dimension;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.statistics.Interval;
import io.belastbar.budget.statistics.MeanInterval;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.report.Sentence;
import java.util.List;

/**
 * Judges a promise about a mean with Student's interval. Below three values there is none; between three and five a
 * broken limit counts only if the whole interval breaks it.
 */
final class MeasuredMean {

    /** Fewer give no interval worth the name. */
    static final int VALUES_MIN = 3;

    /** From here on the mean itself may fail. */
    static final int VALUES_ENOUGH = 6;

    private MeasuredMean() {}

    static Judgement judge(Objective objective, List<SeriesPoint> points) {
        var values = points.stream().mapToDouble(SeriesPoint::value).toArray();
        var interval = possible(objective, MeanInterval.of(values));
        var verdict = values.length < VALUES_MIN
                ? ObjectiveVerdict.INCONCLUSIVE
                : byInterval(objective, interval, values.length);
        return Judgement.of(verdict, objective, interval, values.length, reason(verdict, values.length));
    }

    /** Values that were posted together: their mean breaks the limit or keeps it, from three on with confidence. */
    static Judgement ofPosted(Objective objective, List<SeriesPoint> posted) {
        var values = posted.stream().mapToDouble(SeriesPoint::value).toArray();
        var interval = possible(objective, MeanInterval.of(values));
        var verdict = !MeasuredEvaluation.keeps(objective, interval.value())
                ? ObjectiveVerdict.FAIL
                : values.length < VALUES_MIN ? ObjectiveVerdict.PASS : byInterval(objective, interval, values.length);
        var reason = values.length == 1 ? null : reason(verdict, values.length);
        return Judgement.of(verdict, objective, interval, values.length, reason);
    }

    /** A share does not exceed one. */
    private static Interval possible(Objective objective, Interval interval) {
        var cut = objective.measure().dimension() == Dimension.RATIO && interval.high() != null && interval.high() > 1;
        return cut ? new Interval(interval.value(), interval.low(), 1.0) : interval;
    }

    private static ObjectiveVerdict byInterval(Objective objective, Interval interval, int n) {
        var lowKeeps = MeasuredEvaluation.keeps(objective, interval.low());
        var highKeeps = MeasuredEvaluation.keeps(objective, interval.high());
        if (MeasuredEvaluation.keeps(objective, interval.value())) {
            return lowKeeps && highKeeps ? ObjectiveVerdict.PASS : ObjectiveVerdict.WARN;
        }
        var sure = !lowKeeps && !highKeeps;
        return sure || n >= VALUES_ENOUGH ? ObjectiveVerdict.FAIL : ObjectiveVerdict.INCONCLUSIVE;
    }

    private static Sentence reason(ObjectiveVerdict verdict, int n) {
        return switch (verdict) {
            case WARN ->
                new Sentence(
                        "the mean of " + n + " values keeps the limit, but not with 95% confidence",
                        "der Mittelwert von " + n + " Werten hält die Grenze, aber nicht mit 95 % Sicherheit");
            case INCONCLUSIVE -> {
                var needed = n < VALUES_MIN ? VALUES_MIN : VALUES_ENOUGH;
                yield new Sentence(
                        (n == 1 ? "1 value" : n + " values") + "; " + needed + " are needed to judge a mean",
                        (n == 1 ? "1 Wert" : n + " Werte") + "; für ein Urteil über einen Mittelwert braucht es "
                                + needed);
            }
            case FAIL -> new Sentence("the mean of " + n + " values", "der Mittelwert von " + n + " Werten");
            case PASS, NO_DATA -> null;
        };
    }
}
