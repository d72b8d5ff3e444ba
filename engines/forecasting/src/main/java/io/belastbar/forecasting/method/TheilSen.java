package io.belastbar.forecasting.method;

import java.util.Arrays;

/**
 * A robust line: the median of the slopes between pairs of values (Theil 1950, Sen 1968), anchored at the last level. With a season only
 * values of the same phase make a pair (Hirsch, Slack, Smith 1982), and each phase keeps its median distance from the line.
 *
 * <p>A third of all values may be wrong without moving it.
 *
 * @param name as it is told
 * @param damped the slope fades (Gardner, McKenzie 1985): after as many values as the history has, a third of it is left
 */
public record TheilSen(String name, boolean damped) implements Method {

    /** Longer histories are thinned to the medians of so many blocks: all pairs of 2,000 values are two million. */
    private static final int BLOCKS_MOST = 400;

    /** Of one phase in a season no blocks can be made; there pairs are left out. */
    private static final int PAIRS_MOST = 100_000;

    @Override
    public boolean takes(int values, Seasons seasons) {
        return values >= 3;
    }

    @Override
    public double[] forecast(double[] history, Seasons seasons, int horizon) {
        int n = history.length;
        int period = seasons.seenTimes(2, n).longestWithin(n);
        double slope = slope(history, period);
        var flat = new double[n];
        for (int i = 0; i < n; i++) {
            flat[i] = history[i] - slope * (i - (n - 1));
        }
        int recent = period > 1 ? period : Math.clamp(n / 12, 1, 50);
        double level = median(Arrays.copyOfRange(flat, n - recent, n));
        double[] phases = phases(flat, period);
        double kept = damped ? Math.exp(-1.0 / n) : 1;
        var forecast = new double[horizon];
        double way = 0;
        double step = 1;
        for (int i = 0; i < horizon; i++) {
            step *= kept;
            way += step;
            forecast[i] = level + slope * way + phases[i % period];
        }
        return forecast;
    }

    /**
     * The median slope, in units per value.
     *
     * @param period values of the same phase make a pair; 1 without a season
     */
    public static double slope(double[] values, int period) {
        int n = values.length;
        if (period == 1 && n > BLOCKS_MOST) {
            int width = Math.ceilDiv(n, BLOCKS_MOST);
            return slope(blocks(values, width), 1) / width;
        }
        long pairs = pairs(n, period);
        int stride = (int) Math.max(1, pairs / PAIRS_MOST);
        var slopes = new double[(int) (pairs / stride + 1)];
        int count = 0;
        long number = 0;
        for (int distance = period; distance < n; distance += period) {
            for (int i = 0; i + distance < n; i++) {
                if (number++ % stride == 0) {
                    slopes[count++] = (values[i + distance] - values[i]) / distance;
                }
            }
        }
        return count == 0 ? 0 : median(Arrays.copyOf(slopes, count));
    }

    /** The medians of blocks of this width, the last of which ends with the values. */
    private static double[] blocks(double[] values, int width) {
        var blocks = new double[values.length / width];
        int from = values.length - blocks.length * width;
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = median(Arrays.copyOfRange(values, from + i * width, from + (i + 1) * width));
        }
        return blocks;
    }

    private static long pairs(int n, int period) {
        long pairs = 0;
        for (int distance = period; distance < n; distance += period) {
            pairs += n - distance;
        }
        return pairs;
    }

    /** How far each phase lies from its cycle's middle, the phase of the next value first. */
    private static double[] phases(double[] flat, int period) {
        if (period == 1) {
            return new double[1];
        }
        int n = flat.length;
        int cycles = n / period;
        var middles = new double[cycles];
        for (int cycle = 0; cycle < cycles; cycle++) {
            middles[cycle] = median(Arrays.copyOfRange(flat, n - (cycle + 1) * period, n - cycle * period));
        }
        var phases = new double[period];
        var distances = new double[cycles];
        for (int phase = 0; phase < period; phase++) {
            for (int cycle = 0; cycle < cycles; cycle++) {
                distances[cycle] = flat[n - (cycle + 1) * period + phase] - middles[cycle];
            }
            phases[phase] = median(distances.clone());
        }
        return phases;
    }

    /** Sorts what it is given. */
    static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
