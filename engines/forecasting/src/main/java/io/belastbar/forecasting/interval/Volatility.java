package io.belastbar.forecasting.interval;

/**
 * How much a series changes from a value to the next, at each of its values: what is large changes more, and calm times follow restless ones. Errors
 * of the past are taken in units of it, and count as large as it is now (normalised conformal prediction: Papadopoulos, Gammerman, Vovk (2008)).
 * The latest changes count most; the mean of all holds it where they are few.
 */
public final class Volatility {

    private static final int MEMORY_MIN = 30;

    /** The mean of all counts as this share of what the memory holds. */
    private static final double PRIOR = 0.3;

    private static final double RATIO_MAX = 3;

    private Volatility() {}

    /**
     * The errors as large as they would be now.
     *
     * @param errors by origin, evenly from the middle of the history to its end
     * @param values of the history
     * @param period after which changes come back; 1 without
     */
    public static double[][] now(double[][] errors, double[] values, int period) {
        double[] at = along(values, Math.max(MEMORY_MIN, period));
        double[][] now = new double[errors.length][];
        int last = values.length - 1;
        for (int row = 0; row < errors.length; row++) {
            int origin = errors.length == 1
                    ? values.length / 2
                    : last
                            - (int) ((long) (last - values.length / 2)
                                    * (errors.length - 1 - row)
                                    / (errors.length - 1));
            double ratio = at[origin] > 0 ? Math.clamp(at[last] / at[origin], 1 / RATIO_MAX, RATIO_MAX) : 1;
            now[row] = new double[errors[row].length];
            for (int h = 0; h < now[row].length; h++) {
                now[row][h] = ratio * errors[row][h];
            }
        }
        return now;
    }

    private static double[] along(double[] values, int memory) {
        double mean = 0;
        for (int i = 1; i < values.length; i++) {
            mean += Math.abs(values[i] - values[i - 1]) / (values.length - 1);
        }
        double kept = Math.exp(-1.0 / memory);
        double sum = 0;
        double weight = 0;
        double[] along = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                sum = kept * sum + Math.abs(values[i] - values[i - 1]);
                weight = kept * weight + 1;
            }
            along[i] = (sum + PRIOR * memory * mean) / (weight + PRIOR * memory);
        }
        return along;
    }
}
