package io.belastbar.forecasting.method.regression;

import io.belastbar.forecasting.method.Method;
import io.belastbar.forecasting.method.Seasons;
import java.util.TreeSet;

/**
 * Each value as a weighted sum of those shortly before it and of those around it one and two seasons before (a subset autoregression;
 * Box, Jenkins, Reinsel, Ljung 2015, 9.2), fitted by least squares with a ridge and carried on step by step.
 *
 * @param name as it is told
 * @param logarithm of the values is taken if all are positive: seasons and growth are factors then
 * @param differences the steps between values are fitted, not the values: for what has no level to come back to
 */
public record SeasonalAutoRegression(String name, boolean logarithm, boolean differences) implements Method {

    /** Fewer values cannot tell its weights. */
    private static final int FEWEST = 30;

    /** So many values just before, if there are ten times as many. */
    private static final int RECENT = 4;

    /** So many on each side of the value one and two seasons before. */
    private static final int AROUND = 1;

    private static final int SEASONS_BACK = 2;

    /** Values for each weight. */
    private static final int ROWS_PER_WEIGHT = 3;

    private static final double RIDGE = 1e-4;

    @Override
    public boolean takes(int values, Seasons seasons) {
        return values >= FEWEST;
    }

    @Override
    public double[] forecast(double[] history, Seasons seasons, int horizon) {
        boolean log = logarithm && positive(history);
        int skipped = differences ? 1 : 0;
        int n = history.length - skipped;
        var path = new double[n + horizon];
        for (int i = 0; i < n; i++) {
            double value = seen(history[i + skipped], log);
            path[i] = differences ? value - seen(history[i], log) : value;
        }
        carryOn(path, n, lags(n, seasons));
        var forecast = new double[horizon];
        double level = seen(history[history.length - 1], log);
        for (int i = 0; i < horizon; i++) {
            level = differences ? level + path[n + i] : path[n + i];
            forecast[i] = log ? Math.exp(level) : level;
        }
        return forecast;
    }

    private static double seen(double value, boolean log) {
        return log ? Math.log(value) : value;
    }

    private static boolean positive(double[] values) {
        for (double value : values) {
            if (value <= 0) {
                return false;
            }
        }
        return true;
    }

    /** Which values before count: a third as many as there are equations at most. */
    private static int[] lags(int n, Seasons seasons) {
        var lags = new TreeSet<Integer>();
        int recent = Math.clamp(n / 10, 1, RECENT);
        for (int lag = 1; lag <= recent; lag++) {
            lags.add(lag);
        }
        for (int period : seasons.periods()) {
            for (int times = 1; times <= SEASONS_BACK; times++) {
                if (n >= (times + 1) * period + ROWS_PER_WEIGHT * (lags.size() + 2 * AROUND + 1)) {
                    for (int around = -AROUND; around <= AROUND; around++) {
                        lags.add(times * period + around);
                    }
                }
            }
        }
        return lags.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Fills the path from n on. */
    private static void carryOn(double[] path, int n, int[] lags) {
        int first = lags[lags.length - 1];
        double mean = 0;
        for (int i = 0; i < n; i++) {
            mean += path[i] / n;
        }
        for (int i = 0; i < n; i++) {
            path[i] -= mean;
        }
        double[] weights = weights(path, n, lags, first);
        for (int i = n; i < path.length; i++) {
            double sum = weights[lags.length];
            for (int j = 0; j < lags.length; j++) {
                sum += weights[j] * path[i - lags[j]];
            }
            path[i] = sum;
        }
        for (int i = 0; i < path.length; i++) {
            path[i] += mean;
        }
    }

    private static double[] weights(double[] path, int n, int[] lags, int first) {
        int k = lags.length;
        var gram = new double[k + 1][k + 1];
        var right = new double[k + 1];
        var row = new double[k + 1];
        double size = 0;
        for (int t = 0; t < n; t++) {
            size += Math.abs(path[t]) / n;
        }
        row[k] = size;
        for (int t = first; t < n; t++) {
            for (int j = 0; j < k; j++) {
                row[j] = path[t - lags[j]];
            }
            for (int i = 0; i <= k; i++) {
                for (int j = 0; j <= i; j++) {
                    gram[i][j] += row[i] * row[j];
                }
                right[i] += row[i] * path[t];
            }
        }
        double[] weights = NormalEquations.solve(gram, right, RIDGE);
        weights[k] *= size;
        return weights;
    }
}
