package io.belastbar.load.comparison.statistics;

/**
 * How one quantile of the other run relates to the baseline's.
 *
 * @param share from 0 to 1: 0.95 for p95
 * @param change relative: 0.12 is 12 % slower
 * @param interval of the change, with what the measurement may have made of it
 * @param pValue two-sided, of no change; not corrected
 * @param detectable the smallest change that such runs would show four times out of five
 * @param support what a change rests on
 */
public record ShiftEstimate(
        double share,
        double baselineMicros,
        double otherMicros,
        double change,
        Interval interval,
        double pValue,
        double detectable,
        Support support) {

    /**
     * What a change rests on.
     *
     * @param weakest the change that is left where it is weakest when one stretch of the time is left out of both runs;
     *     the change itself where the seconds are not known
     * @param nearest the change between the nearest stretches of both runs: if slower, of the other run's fastest to the
     *     baseline's slowest; what the measurement may have made is taken off. 0 where the seconds are not known
     * @param exact the interval without what the measurement may have made of it
     * @param between how far apart whole runs are reckoned to lie, as a share, beyond what their seconds show
     * @param hiddenByEarlier whether the change would stand out if earlier runs did not lie so far apart
     */
    public record Support(double weakest, double nearest, Interval exact, double between, boolean hiddenByEarlier) {}
}
