package io.belastbar.profiling.cause.attribution;

/**
 * Least squares with coefficients that are not negative, by coordinate descent, which converges for a convex function
 * (Franc, Hlaváč, Navara: Sequential coordinate-wise algorithm for the non-negative least squares problem, CAIP 2005).
 */
final class NonNegativeFit {
    private static final int ROUNDS_MAX = 2_000;
    private static final double SMALL = 1e-10;

    /** A column that is left out keeps the coefficient 0. */
    record Result(double[] coefficients, double squaredError) {}

    private NonNegativeFit() {}

    /**
     * Coefficients by which the columns add up to the target.
     *
     * @param columns each as long as the target
     * @param used which columns may have a coefficient
     */
    static Result of(double[][] columns, double[] target, boolean[] used) {
        double[] coefficients = new double[columns.length];
        double[] rest = target.clone();
        double[] norms = new double[columns.length];
        for (int c = 0; c < columns.length; c++) {
            norms[c] = dot(columns[c], columns[c]);
        }
        double size = Math.sqrt(dot(target, target));
        for (int round = 0; round < ROUNDS_MAX; round++) {
            double moved = 0;
            for (int c = 0; c < columns.length; c++) {
                if (used[c] && norms[c] > 0) {
                    double before = coefficients[c];
                    coefficients[c] = Math.max(0, before + dot(columns[c], rest) / norms[c]);
                    double step = coefficients[c] - before;
                    add(rest, columns[c], -step);
                    moved = Math.max(moved, Math.abs(step) * Math.sqrt(norms[c]));
                }
            }
            if (moved <= SMALL * size) {
                break;
            }
        }
        return new Result(coefficients, dot(rest, rest));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double[] to, double[] column, double factor) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * column[i];
        }
    }
}
