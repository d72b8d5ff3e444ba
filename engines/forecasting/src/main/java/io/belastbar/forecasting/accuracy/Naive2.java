package io.belastbar.forecasting.accuracy;

/**
 * The M4 competition's yardstick: the last value, adjusted for the season if there is one. As its published R code has it: the
 * autocorrelation at the season is tested at 90 percent, and the season taken out by classical multiplicative decomposition.
 */
public final class Naive2 {

    private static final double QUANTILE_90 = 1.645;

    private Naive2() {}

    /**
     * @param period as the competition counts it: 24 of hourly values, 1 of weekly ones
     */
    public static double[] forecast(double[] history, int period, int horizon) {
        int n = history.length;
        boolean seasonal = period > 1 && seasonal(history, period);
        double[] indices = seasonal ? indices(history, period) : new double[] {1};
        double level = history[n - 1] / indices[(n - 1) % indices.length];
        var forecast = new double[horizon];
        for (int i = 0; i < horizon; i++) {
            forecast[i] = level * indices[(n + i) % indices.length];
        }
        return forecast;
    }

    /** Whether the autocorrelation at the period is beyond Bartlett's limit; never below three cycles. */
    static boolean seasonal(double[] history, int period) {
        if (history.length < 3 * period) {
            return false;
        }
        double squares = 0;
        for (int lag = 1; lag < period; lag++) {
            double correlation = autocorrelation(history, lag);
            squares += correlation * correlation;
        }
        double limit = QUANTILE_90 / Math.sqrt(history.length) * Math.sqrt(1 + 2 * squares);
        return Math.abs(autocorrelation(history, period)) > limit;
    }

    private static double autocorrelation(double[] values, int lag) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double product = 0;
        double variance = 0;
        for (int i = 0; i < values.length; i++) {
            variance += (values[i] - mean) * (values[i] - mean);
            if (i >= lag) {
                product += (values[i] - mean) * (values[i - lag] - mean);
            }
        }
        return product / variance;
    }

    /** The factor of each phase, that of the first value first; their mean is 1. */
    static double[] indices(double[] history, int period) {
        var sums = new double[period];
        var counts = new int[period];
        int half = period / 2;
        for (int i = half; i < history.length - half; i++) {
            sums[i % period] += history[i] / centred(history, i, period);
            counts[i % period]++;
        }
        double mean = 0;
        for (int phase = 0; phase < period; phase++) {
            sums[phase] /= counts[phase];
            mean += sums[phase] / period;
        }
        for (int phase = 0; phase < period; phase++) {
            sums[phase] /= mean;
        }
        return sums;
    }

    /** The moving average of a whole season around a value; of an even season the two ends count half. */
    private static double centred(double[] values, int at, int period) {
        int half = period / 2;
        double sum = 0;
        for (int i = at - half; i <= at + half; i++) {
            sum += values[i];
        }
        return period % 2 == 1 ? sum / period : (sum - (values[at - half] + values[at + half]) / 2) / period;
    }
}
