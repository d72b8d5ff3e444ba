package io.belastbar.forecasting.season;

import java.util.Arrays;

/**
 * One season and the trend beside it: STL (Cleveland, Cleveland, McRae, Terpenning 1990), the inner loop without robustness weights.
 *
 * @param season as long as the values; its mean over a cycle is near 0
 * @param trend as long as the values
 */
record SeasonByLoess(double[] season, double[] trend) {

    private static final int ROUNDS = 2;

    /**
     * @param period at least 2; the values hold two cycles
     * @param window over how many cycles a phase is smoothed, odd
     */
    static SeasonByLoess of(double[] values, int period, int window) {
        int n = values.length;
        int trendWindow = odd(1.5 * period / (1 - 1.5 / window));
        int lowWindow = odd(period);
        var trend = new double[n];
        var season = new double[n];
        for (int round = 0; round < ROUNDS; round++) {
            double[] cycles = cycles(values, trend, period, window);
            double[] low = low(cycles, period, lowWindow);
            var adjusted = new double[n];
            for (int i = 0; i < n; i++) {
                season[i] = cycles[i + period] - low[i];
                adjusted[i] = values[i] - season[i];
            }
            trend = Loess.smooth(adjusted, trendWindow, jump(trendWindow));
        }
        return new SeasonByLoess(season, trend);
    }

    /** Each phase smoothed over the cycles, and carried on one cycle to both sides. */
    private static double[] cycles(double[] values, double[] trend, int period, int window) {
        int n = values.length;
        var detrended = new double[n];
        for (int i = 0; i < n; i++) {
            detrended[i] = values[i] - trend[i];
        }
        var cycles = new double[n + 2 * period];
        for (int phase = 0; phase < period; phase++) {
            int count = (n - phase - 1) / period + 1;
            for (int i = -1; i <= count; i++) {
                cycles[phase + (i + 1) * period] = Loess.at(detrended, phase, period, count, i, window);
            }
        }
        return cycles;
    }

    /** What of the cycles is trend: two moving averages of a season, one of three, and a smoothing. */
    private static double[] low(double[] cycles, int period, int window) {
        double[] low = average(average(average(cycles, period), period), 3);
        return Loess.smooth(low, window, jump(window));
    }

    private static double[] average(double[] values, int width) {
        var averages = new double[values.length - width + 1];
        double sum = Arrays.stream(values, 0, width).sum();
        averages[0] = sum / width;
        for (int i = 1; i < averages.length; i++) {
            sum += values[i + width - 1] - values[i - 1];
            averages[i] = sum / width;
        }
        return averages;
    }

    private static int jump(int window) {
        return Math.max(1, window / 10);
    }

    private static int odd(double atLeast) {
        int up = (int) Math.ceil(atLeast);
        return up % 2 == 1 ? up : up + 1;
    }
}
