package io.belastbar.change.fit;

/**
 * A stretch in which a series goes up or down steadily; level before and after.
 *
 * @param from index of the first value of the stretch
 * @param to index after its last value
 */
public record Ramp(int from, int to) {

    /** 0 before the stretch, growing by 1 a value within it, constant after it. */
    public double at(int index) {
        return Math.clamp(index, from, to - 1) - (double) from;
    }

    /** How many of its ends lie inside a series of so many values. */
    int kinks(int n) {
        return (from > 0 ? 1 : 0) + (to < n ? 1 : 0);
    }
}
