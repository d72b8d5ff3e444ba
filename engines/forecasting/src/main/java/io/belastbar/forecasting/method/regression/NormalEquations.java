package io.belastbar.forecasting.method.regression;

/** Least squares by the Cholesky factor of the normal equations (Golub, Van Loan 2013, 5.3.2), kept solvable by a ridge. */
final class NormalEquations {

    private NormalEquations() {}

    /**
     * Solves in place.
     *
     * @param gram symmetric, its lower half filled; is overwritten by its factor
     * @param right is overwritten
     * @param ridge share of the mean of the diagonal that is added to it
     * @return the coefficients; none is infinite
     */
    static double[] solve(double[][] gram, double[] right, double ridge) {
        int k = right.length;
        double mean = 0;
        for (int i = 0; i < k; i++) {
            mean += gram[i][i] / k;
        }
        for (int i = 0; i < k; i++) {
            gram[i][i] += ridge * mean + Double.MIN_NORMAL;
        }
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = gram[i][j];
                for (int m = 0; m < j; m++) {
                    sum -= gram[i][m] * gram[j][m];
                }
                gram[i][j] = i == j ? Math.sqrt(Math.max(sum, ridge * mean + Double.MIN_NORMAL)) : sum / gram[j][j];
            }
        }
        for (int i = 0; i < k; i++) {
            for (int m = 0; m < i; m++) {
                right[i] -= gram[i][m] * right[m];
            }
            right[i] /= gram[i][i];
        }
        for (int i = k - 1; i >= 0; i--) {
            for (int m = i + 1; m < k; m++) {
                right[i] -= gram[m][i] * right[m];
            }
            right[i] /= gram[i][i];
        }
        return right;
    }
}
