package io.belastbar.load.evaluation;

import io.belastbar.load.evaluation.ThresholdResult.Status;
import io.belastbar.load.evaluation.ThresholdResult.Window;
import io.belastbar.load.threshold.Condition;
import io.belastbar.load.threshold.Measure;
import io.belastbar.load.threshold.Threshold;

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

    static ThresholdResult whole(Threshold threshold, Observed sample) {
        return result(threshold, sample, status(threshold.condition(), sample, 0), null);
    }

    static ThresholdResult part(Threshold threshold, Observed sample, Window window) {
        return result(threshold, sample, status(threshold.condition(), sample, EDGE_SHARE), window);
    }

    static ThresholdResult noData(Threshold threshold, FindingText.Gap why) {
        return new ThresholdResult(
                threshold, Status.NO_DATA, null, null, null, 0, null, FindingText.noData(threshold, why));
    }

    private static Status status(Condition condition, Observed sample, double tolerance) {
        double observed = sample.observed(condition.measure());
        if (Double.isNaN(observed)) {
            return Status.NO_DATA;
        }
        if (condition.holds(observed)) {
            return Status.PASS;
        }
        if (condition.measure() == Measure.Tally.THROUGHPUT
                && condition.comparison().limitsFromBelow()) {
            double limit = condition.limit().doubleValue();
            if (!offers(condition, sample)) {
                return Status.NOT_OFFERED;
            }
            return observed >= limit * (1 - tolerance) && tolerance > 0 ? Status.PASS : Status.FAIL;
        }
        return Status.FAIL;
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
        double observed = sample.observed(condition.measure());
        double limit = condition.limit().doubleValue();
        double margin = condition.margin(observed);
        Double percent = limit == 0 ? null : 100 * margin / limit;
        ThresholdResult found =
                new ThresholdResult(threshold, status, observed, margin, percent, sample.requests(), window, null);
        return new ThresholdResult(
                threshold,
                status,
                observed,
                margin,
                percent,
                sample.requests(),
                window,
                FindingText.of(found, sample.offeredPerSecond()));
    }
}
