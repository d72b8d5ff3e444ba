package io.belastbar.budget.evaluation;

import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.statistics.Interval;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.util.Comparator;
import java.util.List;

/**
 * Holds a promise against values that were posted or collected.
 *
 * <p>What one value can tell depends on the figure. A size, a count and a duration are what they are: the newest one is
 * judged. A peak is the extreme of the window. A percentile, a share and a mean are estimates: they are judged with a
 * confidence interval, and with too few values not at all ({@link MeasuredPercentile}, {@link MeasuredShare},
 * {@link MeasuredMean}).
 */
final class MeasuredEvaluation {

    /** Label of a point: how much load was offered meanwhile, in requests a second. */
    static final String OFFERED = "offered";

    private MeasuredEvaluation() {}

    /** Judges a promise; {@code points} are the values within its window, oldest first. */
    static Judgement judge(Objective objective, List<SeriesPoint> points) {
        if (objective.measure().isDemand()) {
            return Judgement.noData(new Sentence(
                    "only a run with database facts can tell", "nur ein Lauf mit Datenbankfakten kann es sagen"));
        }
        if (points.isEmpty()) {
            var hours = objective.windowOrDefault().toHours();
            return Judgement.noData(new Sentence(
                    "nothing was measured within " + hours + " h",
                    "innerhalb von " + hours + " h wurde nichts gemessen"));
        }
        var judged = byFigure(objective, points);
        return objective.measure() == Measure.THROUGHPUT ? asOffered(objective, points, judged) : judged;
    }

    private static Judgement byFigure(Objective objective, List<SeriesPoint> points) {
        return switch (objective.statistic()) {
            case P50, P90, P95, P99, P999 -> MeasuredPercentile.judge(objective, points);
            case PEAK -> asItIs(objective, extreme(objective, points), points.size());
            case AVERAGE, SUSTAINED -> MeasuredMean.judge(objective, points);
            case NONE ->
                switch (objective.measure()) {
                    case SIZE, DURATION, COUNT -> newest(objective, points);
                    case ERROR_RATE, SUCCESS_RATE, HIT_RATIO -> MeasuredShare.judge(objective, points);
                    default -> MeasuredMean.judge(objective, points);
                };
        };
    }

    private static Judgement newest(Objective objective, List<SeriesPoint> points) {
        return asItIs(objective, points.getLast().value(), 1);
    }

    private static Judgement asItIs(Objective objective, double value, long samples) {
        return Judgement.of(
                keeps(objective, value) ? ObjectiveVerdict.PASS : ObjectiveVerdict.FAIL,
                objective,
                Interval.unknown(value),
                samples,
                null);
    }

    /** The value that decides on a peak, whether little or much of the figure is wanted: the largest. */
    private static double extreme(Objective objective, List<SeriesPoint> points) {
        return points.stream()
                .map(SeriesPoint::value)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** A throughput below its target says something only where at least the target was offered. */
    private static Judgement asOffered(Objective objective, List<SeriesPoint> points, Judgement judged) {
        if (judged.measured() == null || keeps(objective, judged.measured().value())) {
            return judged;
        }
        var offered =
                points.stream().mapToDouble(MeasuredEvaluation::offered).max().orElse(0);
        var target = objective.limit().value().magnitude();
        var dimension = objective.measure().dimension();
        var offeredText = dimension.text(offered);
        var offeredGerman = dimension.text(offered, ReportLanguage.GERMAN);
        if (offered >= target) {
            return new Judgement(
                    judged.verdict(),
                    judged.observed(),
                    judged.measured(),
                    judged.samples(),
                    new Sentence(offeredText + " were offered", offeredGerman + " wurden angeboten"));
        }
        return judged.inconclusiveBecause(
                offered > 0
                        ? new Sentence(
                                "only " + offeredText + " were offered, less than the target, so it cannot tell",
                                "nur " + offeredGerman
                                        + " wurden angeboten, weniger als das Ziel; daher ist kein Urteil möglich")
                        : new Sentence(
                                "nobody said how much load was offered, so less than the target may be all that was asked",
                                "wie viel Last angeboten wurde, ist nicht bekannt; vielleicht wurde nicht mehr verlangt"));
    }

    private static double offered(SeriesPoint point) {
        try {
            return Double.parseDouble(point.labels().getOrDefault(OFFERED, "0"));
        } catch (NumberFormatException someOtherLabel) {
            return 0;
        }
    }

    static boolean keeps(Objective objective, double value) {
        return objective.limit().keptBy(objective.measure().dimension().magnitude(value));
    }
}
