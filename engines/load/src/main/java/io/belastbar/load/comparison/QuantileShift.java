package io.belastbar.load.comparison;

import io.belastbar.load.comparison.statistics.ShiftEstimate;

/**
 * A quantile's shift with its p-value after Holm's correction over the tested quantiles of one step.
 *
 * @param shown whether chance alone would hardly make such a shift
 */
public record QuantileShift(ShiftEstimate estimate, double adjustedPValue, boolean shown) {

    /** In percent: 99.9. */
    public double percentile() {
        return Math.round(estimate.share() * 1e6) / 1e4;
    }

    public double change() {
        return estimate.change();
    }
}
