package io.belastbar.load.comparison.statistics;

/**
 * How one quantile of the other run relates to the baseline's.
 *
 * @param share from 0 to 1: 0.95 for p95
 * @param change relative: 0.12 is 12 % slower
 * @param interval of the change
 * @param pValue two-sided, of no change; not corrected
 * @param detectable the smallest change that such runs would show four times out of five
 */
public record ShiftEstimate(
        double share,
        double baselineMicros,
        double otherMicros,
        double change,
        Interval interval,
        double pValue,
        double detectable) {}
