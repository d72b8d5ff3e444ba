package io.belastbar.budget.evaluation;

import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.statistics.Interval;
import io.belastbar.budget.statistics.OrderStatistics;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.quantity.share.ShareJudgement;
import io.belastbar.quantity.share.ShareJudgement.Range;
import io.belastbar.report.Sentence;
import java.util.List;

/**
 * Judges a promise about a percentile.
 *
 * <p>Single measurements (points of one sample) give the percentile themselves, and {@link ShareJudgement} judges it.
 * Percentiles that somebody else computed cannot be merged into one; their median over the window is judged, with the
 * interval of its order statistics. A percentile of too few samples is left out, and one of unknown many counts only
 * together with others: six values are the fewest whose range covers the median in 95 % of cases. Where a window holds
 * both, each kind is judged by itself, and neither hides the other.
 */
final class MeasuredPercentile {

    private MeasuredPercentile() {}

    static Judgement judge(Objective objective, List<SeriesPoint> points) {
        var single = points.stream().filter(point -> point.samples() == 1).toList();
        if (single.isEmpty()) {
            return ofPercentiles(objective, points);
        }
        if (single.size() == points.size()) {
            return ofMeasurements(objective, single);
        }
        var computed = points.stream().filter(point -> point.samples() != 1).toList();
        return MeasuredEvaluation.ofTwoKinds(
                ofMeasurements(objective, single), single.size(), ofPercentiles(objective, computed), computed.size());
    }

    private static Judgement ofMeasurements(Objective objective, List<SeriesPoint> points) {
        var values = sorted(points);
        var n = values.length;
        var interval = OrderStatistics.quantile(values, objective.statistic().share());
        var bad = points.stream()
                .filter(point -> !MeasuredEvaluation.keeps(objective, point.value()))
                .count();
        var share = badShare(objective);
        var kept = MeasuredEvaluation.keeps(objective, interval.value());
        var verdict = Judgement.verdict(ShareJudgement.judge(kept, Range.exactly(bad), n, share));
        return Judgement.of(verdict, objective, interval, n, reasonOfMeasurements(verdict, bad, n, share));
    }

    private static Sentence reasonOfMeasurements(ObjectiveVerdict verdict, long bad, long n, double share) {
        var english = bad + " of " + n + " values break the limit";
        var german = bad + " von " + n + " Werten brechen die Grenze";
        return switch (verdict) {
            case FAIL -> new Sentence(english, german);
            case WARN ->
                new Sentence(
                        english + ": kept, but not with 95% confidence",
                        german + ": gehalten, aber nicht mit 95 % Sicherheit");
            case INCONCLUSIVE ->
                new Sentence(
                        english + "; " + ShareJudgement.smallestSample(share) + " values are needed to judge",
                        german + "; für ein Urteil braucht es " + ShareJudgement.smallestSample(share) + " Werte");
            case PASS, NO_DATA -> null;
        };
    }

    /** The share of values that may break the limit. */
    private static double badShare(Objective objective) {
        var share = objective.statistic().share();
        return objective.limit().comparison().limitsFromAbove() ? 1 - share : share;
    }

    private static Judgement ofPercentiles(Objective objective, List<SeriesPoint> points) {
        var needed = ShareJudgement.smallestSample(badShare(objective));
        var usable = points.stream()
                .filter(point -> point.samples() == 0 || point.samples() >= needed)
                .toList();
        var samples = points.stream().mapToLong(SeriesPoint::samples).sum();
        if (usable.isEmpty()) {
            return inconclusive(
                    objective,
                    points,
                    samples,
                    new Sentence(
                            "each value rests on fewer than the " + needed + " samples that such a percentile needs",
                            "jeder Wert beruht auf weniger als den " + needed
                                    + " Messungen, die ein solches Perzentil braucht"));
        }
        var known = usable.stream().allMatch(point -> point.samples() > 0);
        if (usable.size() < OrderStatistics.MEDIAN_VALUES_MIN && !known) {
            return inconclusive(
                    objective,
                    usable,
                    samples,
                    new Sentence(
                            "nobody said on how many samples the percentile rests, and one needs "
                                    + OrderStatistics.MEDIAN_VALUES_MIN + " such values to judge",
                            "auf wie vielen Messungen das Perzentil beruht, ist nicht bekannt; dann braucht es "
                                    + OrderStatistics.MEDIAN_VALUES_MIN + " solche Werte für ein Urteil"));
        }
        return median(objective, usable, samples);
    }

    /** Without an interval (few values, each of enough samples) the values themselves must agree. */
    private static Judgement median(Objective objective, List<SeriesPoint> usable, long samples) {
        var values = sorted(usable);
        var interval = OrderStatistics.quantile(values, 0.5);
        var low = interval.low() == null ? values[0] : interval.low();
        var high = interval.high() == null ? values[values.length - 1] : interval.high();
        var verdict = byBounds(objective, interval.value(), low, high);
        return Judgement.of(verdict, objective, interval, samples, reasonOfMedian(verdict, usable.size()));
    }

    private static ObjectiveVerdict byBounds(Objective objective, double value, double low, double high) {
        if (!MeasuredEvaluation.keeps(objective, value)) {
            return ObjectiveVerdict.FAIL;
        }
        var sure = MeasuredEvaluation.keeps(objective, low) && MeasuredEvaluation.keeps(objective, high);
        return sure ? ObjectiveVerdict.PASS : ObjectiveVerdict.WARN;
    }

    private static Sentence reasonOfMedian(ObjectiveVerdict verdict, int values) {
        if (values == 1) {
            return null;
        }
        return switch (verdict) {
            case FAIL ->
                new Sentence(
                        "the median of " + values + " measured percentiles",
                        "der Median von " + values + " gemessenen Perzentilen");
            case WARN ->
                new Sentence(
                        "the median of " + values
                                + " measured percentiles keeps the limit, but not with 95% confidence",
                        "der Median von " + values
                                + " gemessenen Perzentilen hält die Grenze, aber nicht mit 95 % Sicherheit");
            case PASS, INCONCLUSIVE, NO_DATA -> null;
        };
    }

    private static Judgement inconclusive(
            Objective objective, List<SeriesPoint> points, long samples, Sentence reason) {
        var median = OrderStatistics.quantile(sorted(points), 0.5);
        return Judgement.of(
                ObjectiveVerdict.INCONCLUSIVE, objective, Interval.unknown(median.value()), samples, reason);
    }

    private static double[] sorted(List<SeriesPoint> points) {
        return points.stream().mapToDouble(SeriesPoint::value).sorted().toArray();
    }
}
