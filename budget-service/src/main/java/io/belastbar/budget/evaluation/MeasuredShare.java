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
 * Judges a promise about a share: errors, successes, cache hits. Where every value says on how many samples it rests,
 * the counts of the window are added and {@link ShareJudgement} judges the sum; otherwise the mean of the values is judged
 * ({@link MeasuredMean}).
 */
final class MeasuredShare {

    private MeasuredShare() {}

    static Judgement judge(Objective objective, List<SeriesPoint> points) {
        // A single observation is 0 or 1; any other value of one sample is a share whose sample size nobody said.
        var counted = points.stream()
                .allMatch(point ->
                        point.samples() > 1 || point.samples() == 1 && (point.value() == 0 || point.value() == 1));
        return counted ? ofCounts(objective, points) : MeasuredMean.judge(objective, points);
    }

    private static Judgement ofCounts(Objective objective, List<SeriesPoint> points) {
        var fewWanted = objective.limit().comparison().limitsFromAbove();
        var n = points.stream().mapToLong(SeriesPoint::samples).sum();
        var bad = points.stream().mapToLong(point -> bad(point, fewWanted)).sum();
        var limit = objective.limit().value().magnitude();
        var share = fewWanted ? limit : 1 - limit;
        var badShare = Interval.ofShare(bad, n);
        var observed = fewWanted ? badShare : badShare.complement();
        var kept = MeasuredEvaluation.keeps(objective, observed.value());
        var verdict = Judgement.verdict(ShareJudgement.judge(kept, Range.exactly(bad), n, share));
        return Judgement.of(verdict, objective, observed, n, reason(verdict, n, share));
    }

    private static long bad(SeriesPoint point, boolean fewWanted) {
        return Math.round(point.samples() * (fewWanted ? point.value() : 1 - point.value()));
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
