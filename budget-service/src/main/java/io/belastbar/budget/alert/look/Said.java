package io.belastbar.budget.alert.look;

import io.belastbar.budget.objective.Dimension;
import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.quantity.Limit;
import io.belastbar.quantity.share.ShareJudgement;
import io.belastbar.quantity.share.ShareJudgement.Range;

/**
 * What one value says about a promise.
 *
 * @param plain how it stands to the limits, on however little it rests
 * @param inside the same for a value that is a margin worse: what it says for resolving
 * @param alone whether it decides by itself that a promise is broken; otherwise the next one must agree
 * @param judged whether it says anything by itself; an evaluation of it would not be inconclusive
 * @param samples what it adds to others in a row: {@code needed} if it says something by itself, else its samples
 * @param needed samples that values in a row must have together to show that the promise is kept
 */
public record Said(MetricStatus plain, MetricStatus inside, boolean alone, boolean judged, long samples, long needed) {

    /** How far inside a limit a value must be to speak for resolving, as a share of what the limit allows. */
    static final double MARGIN = 0.05;

    private static final String OFFERED = "offered";

    public static Said of(Objective objective, SeriesPoint point) {
        var value = point.value();
        var dimension = objective.measure().dimension();
        var plain = MetricStatus.of(objective, limit -> !limit.keptBy(dimension.magnitude(value)));
        var inside =
                MetricStatus.of(objective, limit -> !limit.keptBy(dimension.magnitude(worse(limit, value, dimension))));
        var needed = needed(objective);
        var judged = counts(objective, point);
        var samples = judged ? needed : Math.clamp(point.samples(), 0, needed);
        return new Said(plain, inside, decidesAlone(objective, point), judged, samples, needed);
    }

    /** What the value says by itself; UNKNOWN if an evaluation would be inconclusive. */
    public MetricStatus status() {
        return judged ? plain : MetricStatus.UNKNOWN;
    }

    /** On how many samples a value that keeps the promise must rest to show it; 0 where their number does not matter. */
    public static long needed(Objective objective) {
        if (objective.statistic().isPercentile()) {
            return ShareJudgement.smallestSample(badShareOfPercentile(objective));
        }
        var allowed = isShare(objective) ? allowed(objective) : 0;
        return allowed <= 0 ? 0 : ShareJudgement.smallestSample(allowed);
    }

    /**
     * The value as it would be a margin nearer to a limit. Of a share of which much is wanted the limit allows a bad share:
     * that, not the limit, is what the margin is a part of. So the best value there is always speaks for resolving, at a
     * limit of 99.99 %, of 100 % or of nothing at all.
     */
    private static double worse(Limit<?> limit, double value, Dimension dimension) {
        var bound = dimension.value(limit.value());
        if (limit.comparison().limitsFromAbove()) {
            return value + MARGIN * bound;
        }
        return value - MARGIN * (dimension == Dimension.RATIO ? Math.max(0, 1 - bound) : bound);
    }

    /** What evaluations would call inconclusive says nothing. */
    private static boolean counts(Objective objective, SeriesPoint point) {
        // A run was judged by every one of its requests and by what it offered, of which the value knows nothing.
        if (point.source().equals(SeriesPoint.RUN) && brokenInRun(objective, point)) {
            return true;
        }
        if (objective.measure() == Measure.THROUGHPUT) {
            return objective.limit().keptBy(point.value())
                    || offered(point) >= objective.limit().value().magnitude();
        }
        if (point.restsOnNothing() && !isWhatItIs(objective)) {
            return false;
        }
        if (point.samples() == 0 || point.samples() == 1 && isShare(objective) && !isSingle(point)) {
            return true;
        }
        if (objective.statistic().isPercentile()) {
            return point.samples() >= ShareJudgement.smallestSample(badShareOfPercentile(objective));
        }
        return !isShare(objective) || conclusive(objective, point);
    }

    private static boolean brokenInRun(Objective objective, SeriesPoint point) {
        return ObjectiveVerdict.FAIL.name().equals(point.labels().get(SeriesPoint.VERDICT))
                && Severities.breaksPromise(objective, point.value());
    }

    private static double badShareOfPercentile(Objective objective) {
        var share = objective.statistic().share();
        return objective.limit().comparison().limitsFromAbove() ? 1 - share : share;
    }

    /** A share is judged by its count, as a run's is. One that is kept by a few requests resolves nothing either. */
    private static boolean conclusive(Objective objective, SeriesPoint point) {
        var allowed = allowed(objective);
        if (allowed <= 0) {
            return true;
        }
        var badShare = objective.limit().comparison().limitsFromAbove() ? point.value() : 1 - point.value();
        var bad = Math.clamp(Math.round(badShare * point.samples()), 0, point.samples());
        var kept = objective.limit().keptBy(point.value());
        return ShareJudgement.judge(kept, Range.exactly(bad), point.samples(), allowed)
                != ShareJudgement.Verdict.INCONCLUSIVE;
    }

    private static double allowed(Objective objective) {
        var limit = objective.limit().value().magnitude();
        return objective.limit().comparison().limitsFromAbove() ? limit : 1 - limit;
    }

    /** A single observation is 0 or 1; of any other value of one sample nobody said on how many it rests. */
    private static boolean isSingle(SeriesPoint point) {
        return point.value() == 0 || point.value() == 1;
    }

    private static boolean isShare(Objective objective) {
        return switch (objective.measure()) {
            case ERROR_RATE, SUCCESS_RATE, HIT_RATIO -> objective.statistic() == Statistic.NONE;
            default -> false;
        };
    }

    /**
     * A size, a count, a duration and a peak are what they are. So is what somebody posts: the answer to it says whether it breaks
     * the promise. One of thousands of scrapes is not: the next one may say the opposite. Of a run its evaluation tells.
     */
    private static boolean decidesAlone(Objective objective, SeriesPoint point) {
        return point.source().equals(SeriesPoint.POSTED)
                || isWhatItIs(objective) && !point.source().equals(SeriesPoint.RUN);
    }

    private static boolean isWhatItIs(Objective objective) {
        return !new Metric(objective.measure(), objective.statistic()).isEstimate();
    }

    private static double offered(SeriesPoint point) {
        try {
            return Double.parseDouble(point.labels().getOrDefault(OFFERED, "0"));
        } catch (NumberFormatException someOtherLabel) {
            return 0;
        }
    }
}
