package io.belastbar.load.comparison.statistics;

/**
 * How many neighbouring seconds a block of the bootstrap must hold, so that what hangs together stays together:
 * Politis &amp; White, "Automatic block-length selection for the dependent bootstrap", Econometric Reviews 23 (2004), with
 * the correction of Patton, Politis &amp; White (2009), for the circular bootstrap.
 */
final class BlockLength {

    private static final int BLOCKS_MIN = 6;
    private static final double SIGNIFICANCE = 2;

    private BlockLength() {}

    /** @param series one value per second */
    static int of(double[] series) {
        int n = series.length;
        double[] covariance = autocovariance(series, Math.min(n - 1, lagMax(n) * 2 + 1));
        if (covariance.length < 2 || covariance[0] <= 0) {
            return 1;
        }
        int window = Math.min(covariance.length - 1, 2 * lastSignificantLag(covariance, n));
        if (window == 0) {
            return 1;
        }
        double spectrum = covariance[0];
        double slope = 0;
        for (int lag = 1; lag <= window; lag++) {
            double weight = flatTop((double) lag / window);
            spectrum += 2 * weight * covariance[lag];
            slope += 2 * weight * lag * covariance[lag];
        }
        double denominator = 4.0 / 3 * spectrum * spectrum;
        double length = denominator <= 0 ? 1 : Math.cbrt(2 * slope * slope / denominator * n);
        double max = Math.min(3 * Math.sqrt(n), (double) n / BLOCKS_MIN);
        return (int) Math.max(1, Math.min(Math.ceil(length), max));
    }

    static double[] autocovariance(double[] series, int lags) {
        double mean = 0;
        for (double value : series) {
            mean += value / series.length;
        }
        double[] covariance = new double[Math.max(0, lags) + 1];
        for (int lag = 0; lag < covariance.length; lag++) {
            for (int at = lag; at < series.length; at++) {
                covariance[lag] += (series[at] - mean) * (series[at - lag] - mean) / series.length;
            }
        }
        return covariance;
    }

    private static int lastSignificantLag(double[] covariance, int n) {
        int quietNeeded = quietLags(n);
        double limit = SIGNIFICANCE * Math.sqrt(Math.log10(n) / n);
        int last = 0;
        int quiet = 0;
        for (int lag = 1; lag < covariance.length && lag <= lagMax(n) && quiet < quietNeeded; lag++) {
            boolean significant = Math.abs(covariance[lag] / covariance[0]) > limit;
            last = significant ? lag : last;
            quiet = significant ? 0 : quiet + 1;
        }
        return last;
    }

    private static int quietLags(int n) {
        return Math.max(5, (int) Math.sqrt(Math.log10(n)));
    }

    private static int lagMax(int n) {
        return (int) Math.ceil(Math.sqrt(n)) + quietLags(n);
    }

    private static double flatTop(double t) {
        return t <= 0.5 ? 1 : Math.max(0, 2 * (1 - t));
    }
}
