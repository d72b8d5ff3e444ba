package io.belastbar.forecasting.method;

/**
 * A power of two that brings values to a size whose squares neither overflow nor vanish, without losing a digit.
 *
 * @param exponent 0 for values of a usual size, which stay as they are
 */
public record Scale(int exponent) {

    private static final double LARGE = 1e60;

    private static final double SMALL = 1e-60;

    /** For these values. */
    public static Scale of(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return new Scale(largest > LARGE || (largest < SMALL && largest > 0) ? Math.getExponent(largest) : 0);
    }

    /** To the size to calculate with. */
    public double[] down(double[] values) {
        return exponent == 0 ? values : scaled(values, -exponent);
    }

    /** Back to their own size; what would leave the range of numbers stays at its end. */
    public double[] up(double[] values) {
        return exponent == 0 ? values : scaled(values, exponent);
    }

    private static double[] scaled(double[] values, int exponent) {
        var scaled = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = Math.clamp(Math.scalb(values[i], exponent), -Double.MAX_VALUE, Double.MAX_VALUE);
        }
        return scaled;
    }
}
