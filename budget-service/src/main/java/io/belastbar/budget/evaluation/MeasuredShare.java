package io.belastbar.budget.evaluation;

import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.statistics.Interval;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.quantity.share.ShareJudgement;
import io.belastbar.quantity.share.ShareJudgement.Range;
import io.belastbar.report.Sentence;
import java.util.List;

/**
 * Judges a promise about a share: errors, successes, cache hits. The counts of all values that say on how many samples they
 * rest are added, and {@link ShareJudgement} judges the sum; of those that do not the mean is judged ({@link MeasuredMean}).
 * Where a window holds both, each kind is judged by itself: a value without samples takes none from the others.
 */
final class MeasuredShare {

    /** More make no difference to any verdict, and the tails of the binomial distribution can be worked out for as many. */
    private static final double SAMPLES_MAX = 1e12;

    /** Larger ones are whole numbers whatever is meant. */
    private static final double COUNT_MAX = 1e9;

    private static final double HAIR = 1e-6;

    private MeasuredShare() {}

    static Judgement judge(Objective objective, List<SeriesPoint> points) {
        var counted = points.stream()
                .filter(point -> point.samples() > 1 || isSingle(point))
                .toList();
        if (counted.size() == points.size()) {
            return ofCounts(objective, points);
        }
        var uncounted = points.stream()
                .filter(point -> point.samples() <= 1 && !isSingle(point))
                .toList();
        return counted.isEmpty()
                ? MeasuredMean.judge(objective, points)
                : MeasuredEvaluation.ofTwoKinds(
                        ofCounts(objective, counted),
                        counted.size(),
                        MeasuredMean.judge(objective, uncounted),
                        uncounted.size());
    }

    /** A figure of which somebody said that it rests on no sample tells nothing, good or bad. */
    static Judgement ofNothing(Objective objective, double value) {
        return Judgement.of(
                ObjectiveVerdict.INCONCLUSIVE,
                objective,
                Interval.unknown(value),
                0,
                new Sentence(
                        "it rests on 0 samples, as was said: nothing was observed",
                        "der Wert beruht auf 0 Messungen, so wie gemeldet: es wurde nichts beobachtet"));
    }

    /** A single observation is 0 or 1; any other value of one sample is a share whose sample size nobody said. */
    static boolean isSingle(SeriesPoint point) {
        return point.samples() == 1 && (point.value() == 0 || point.value() == 1);
    }

    private static Judgement ofCounts(Objective objective, List<SeriesPoint> points) {
        var fewWanted = objective.limit().comparison().limitsFromAbove();
        var samples = points.stream().mapToDouble(SeriesPoint::samples).sum();
        var bad = whole(points.stream()
                .mapToDouble(point -> point.samples() * (fewWanted ? point.value() : 1 - point.value()))
                .sum());
        var limit = objective.limit().value().magnitude();
        var share = fewWanted ? limit : 1 - limit;
        var scale = Math.min(1, SAMPLES_MAX / samples);
        var n = Math.round(samples * scale);
        var observed = observed(points, bad / samples, n, fewWanted);
        var kept = MeasuredEvaluation.keeps(objective, observed.value());
        var verdict = Judgement.verdict(ShareJudgement.judge(kept, counts(bad * scale, n), n, share));
        var shown = (long) samples;
        return Judgement.of(verdict, objective, observed, shown, reason(verdict, shown, share));
    }

    /** Of a single value the share that was measured, to its last digit. */
    private static Interval observed(List<SeriesPoint> points, double badShare, long n, boolean fewWanted) {
        var interval = Interval.ofShare(Math.round(badShare * n), n);
        var ofGood = fewWanted ? interval : interval.complement();
        var value = points.size() == 1 ? share(points.getFirst()) : fewWanted ? badShare : 1 - badShare;
        return new Interval(value, Math.min(ofGood.low(), value), Math.max(ofGood.high(), value));
    }

    /** One that a program worked out of whole numbers is a hair beside the one that it means: 1 - 99900/100000. */
    private static double share(SeriesPoint point) {
        var count = point.value() * point.samples();
        var whole = Math.rint(count);
        return count < COUNT_MAX && Math.abs(count - whole) < HAIR ? whole / point.samples() : point.value();
    }

    /** Sums of shares are whole numbers that binary fractions miss by a hair, unless somebody rounded the shares. */
    private static double whole(double count) {
        var whole = Math.rint(count);
        return Math.abs(count - whole) < 1e-6 * Math.max(1, count) ? whole : count;
    }

    private static Range counts(double bad, long n) {
        return new Range((long) Math.floor(bad), Math.min(n, (long) Math.ceil(bad)));
    }

    private static Sentence reason(ObjectiveVerdict verdict, long n, double share) {
        return switch (verdict) {
            case WARN ->
                new Sentence(
                        "kept over " + n + " samples, but not with 95% confidence",
                        "über " + n + " Messungen gehalten, aber nicht mit 95 % Sicherheit");
            case INCONCLUSIVE ->
                new Sentence(
                        n + " samples; " + ShareJudgement.smallestSample(share) + " are needed to judge",
                        n + " Messungen; für ein Urteil braucht es " + ShareJudgement.smallestSample(share));
            case PASS, FAIL, NO_DATA -> null;
        };
    }
}
