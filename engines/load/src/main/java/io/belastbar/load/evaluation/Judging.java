package io.belastbar.load.evaluation;

import io.belastbar.load.evaluation.Observed.Bad;
import io.belastbar.load.evaluation.ThresholdResult.Status;
import io.belastbar.load.evaluation.ThresholdResult.Window;
import io.belastbar.load.threshold.Condition;
import io.belastbar.load.threshold.Measure;
import io.belastbar.load.threshold.Threshold;
import io.belastbar.quantity.share.ShareJudgement;
import io.belastbar.quantity.share.ShareJudgement.Range;
import io.belastbar.report.Sentence;

/** Holds a condition against a sample. */
final class Judging {

    /**
     * The edges of a part of a run cost this share of a rate: requests that start inside and end outside. A whole run
     * has no such edges.
     */
    static final double EDGE_SHARE = 0.01;

    /** Rounding of sums of decimal fractions. */
    private static final double ROUNDING = 1e-9;

    private Judging() {}

    /** By everything that there was, or was so far: shares with the confidence that the sample gives. */
    static ThresholdResult whole(Threshold threshold, Observed sample) {
        Condition condition = threshold.condition();
        Bad bad = sample.bad(condition);
        Status status = bad == null ? plain(condition, sample, false) : share(sample.keeps(condition), sample, bad);
        return result(threshold, sample, status, null);
    }

    /** By a part of the run, as it is. */
    static ThresholdResult part(Threshold threshold, Observed sample, Window window) {
        return result(threshold, sample, plain(threshold.condition(), sample, true), window);
    }

    static ThresholdResult noData(Threshold threshold, FindingText.Gap why) {
        return new ThresholdResult(
                threshold, Status.NO_DATA, null, null, null, 0, null, FindingText.noData(threshold, why));
    }

    private static Status share(boolean kept, Observed sample, Bad bad) {
        return switch (ShareJudgement.judge(kept, Range.exactly(bad.count()), sample.requests(), bad.share())) {
            case PASS -> Status.PASS;
            case WARN -> Status.WARN;
            case INCONCLUSIVE -> Status.INCONCLUSIVE;
            case FAIL -> Status.FAIL;
        };
    }

    private static Status plain(Condition condition, Observed sample, boolean edges) {
        double observed = sample.observed(condition);
        if (Double.isNaN(observed)) {
            return Status.NO_DATA;
        }
        if (sample.keeps(condition)) {
            return Status.PASS;
        }
        if (wantsThroughput(condition)) {
            if (!offers(condition, sample)) {
                return Status.NOT_OFFERED;
            }
            return edges && reachesAtEdge(condition, sample) ? Status.PASS : Status.FAIL;
        }
        return Status.FAIL;
    }

    /** Whether it is about a throughput that should be reached. */
    static boolean wantsThroughput(Condition condition) {
        return condition.measure() == Measure.Tally.THROUGHPUT
                && condition.comparison().limitsFromBelow();
    }

    /** Whether a throughput is reached but for what the edges of the time cost. */
    static boolean reachesAtEdge(Condition condition, Observed sample) {
        return sample.observed(condition) >= condition.limit().doubleValue() * (1 - EDGE_SHARE);
    }

    /** Whether as much was asked for as a limit of throughput wants to see. */
    static boolean offers(Condition condition, Observed sample) {
        return sample.offeredPerSecond() >= condition.limit().doubleValue() * (1 - ROUNDING);
    }

    private static ThresholdResult result(Threshold threshold, Observed sample, Status status, Window window) {
        if (status == Status.NO_DATA) {
            return noData(threshold, FindingText.Gap.NO_REQUESTS);
        }
        Condition condition = threshold.condition();
        double observed = sample.observed(condition);
        ThresholdResult found = Double.isInfinite(observed)
                ? new ThresholdResult(threshold, status, null, null, null, sample.requests(), window, null)
                : new ThresholdResult(
                        threshold,
                        status,
                        observed,
                        condition.margin(observed),
                        percent(condition, observed),
                        sample.requests(),
                        window,
                        null);
        return found.with(Sentence.of(language -> new FindingText(found, sample, language).sentence()));
    }

    private static Double percent(Condition condition, double observed) {
        double limit = condition.limit().doubleValue();
        return limit == 0 ? null : 100 * condition.margin(observed) / limit;
    }
}
