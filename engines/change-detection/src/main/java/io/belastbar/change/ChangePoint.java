package io.belastbar.change;

/**
 * A place where a series changed for good, or a stretch in which it changed steadily.
 *
 * @param kind a step at one place, or a trend from {@code index} to {@code end}
 * @param index of the first value after a step; of the first value of a trend
 * @param end index after the last value of a trend; of a step the same as {@code index}
 * @param pValue of a step, of the Mann-Whitney test between the segments on both sides; of a trend, of the Mann-Kendall test.
 *     Both take values that depend on each other for fewer
 * @param before what the segment before was like; of a trend its first third
 * @param after what the segment after was like; of a trend its last third
 * @param shift the median difference after − before (Hodges and Lehmann), in the values' unit; of a trend, how much it rose
 *     from end to end (the median slope of Theil and Sen)
 * @param shiftPercent the shift in percent of the level before; positive is more. Infinite from a level of 0
 * @param delta Cliff's delta: −1 if every value after is below every value before, 1 if above
 */
public record ChangePoint(
        Kind kind,
        int index,
        int end,
        double pValue,
        Level before,
        Level after,
        double shift,
        double shiftPercent,
        double delta) {

    /** How a series changed. */
    public enum Kind {
        /** From one value to the next. */
        STEP,
        /** Bit by bit: no single value is where it changed. */
        TREND
    }
}
