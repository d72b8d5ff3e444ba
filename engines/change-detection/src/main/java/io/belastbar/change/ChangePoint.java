package io.belastbar.change;

/**
 * A place where a series changed for good.
 *
 * @param index of the first value after the change
 * @param pValue of the Mann-Whitney test between the segments on both sides
 * @param before what the segment before was like
 * @param after what the segment after was like
 * @param shift the median difference after − before (Hodges and Lehmann), in the values' unit
 * @param shiftPercent the shift in percent of the median before; positive is more. Infinite from a median of 0
 * @param delta Cliff's delta: −1 if every value after is below every value before, 1 if above
 */
public record ChangePoint(
        int index, double pValue, Level before, Level after, double shift, double shiftPercent, double delta) {}
