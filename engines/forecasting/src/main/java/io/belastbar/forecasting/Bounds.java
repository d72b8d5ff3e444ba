package io.belastbar.forecasting;

/**
 * What a quantity cannot leave, in its unit: a size is not negative, a utilisation at most 100 percent.
 *
 * @param floor the least possible; −∞ if there is none
 * @param cap the most possible; +∞ if there is none. A value at the cap is a lower bound of what was wanted
 */
public record Bounds(double floor, double cap) {

    public static final Bounds NONE = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    public static final Bounds NOT_NEGATIVE = new Bounds(0, Double.POSITIVE_INFINITY);

    public Bounds {
        if (!(floor < cap)) {
            throw new IllegalArgumentException("the floor is below the cap: was " + floor + " and " + cap);
        }
    }

    /** The nearest value that is possible. */
    public double hold(double value) {
        return Math.max(floor, Math.min(cap, value));
    }
}
