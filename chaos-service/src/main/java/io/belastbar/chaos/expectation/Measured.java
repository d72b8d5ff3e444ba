package io.belastbar.chaos.expectation;

/**
 * A measured value and what it may be in truth.
 *
 * @param value as it was measured
 * @param least the lower end of its error bound
 * @param most the upper end
 */
public record Measured(double value, double least, double most) {

    public Measured {
        if (!(least <= value && value <= most)) {
            throw new IllegalArgumentException(
                    "a value should lie in its bound: was " + value + " in " + least + " to " + most);
        }
    }

    /** A value without a bound: counted, not estimated. */
    public static Measured exactly(double value) {
        return new Measured(value, value, value);
    }

    /** A value that is wrong by at most so much, both ways; never below zero. */
    public static Measured within(double value, double bound) {
        return new Measured(value, Math.max(0, value - bound), value + bound);
    }
}
