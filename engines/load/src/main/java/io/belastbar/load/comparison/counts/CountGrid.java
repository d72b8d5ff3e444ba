package io.belastbar.load.comparison.counts;

import java.util.Arrays;

/**
 * Counts of one step in a few hundred bins, fine where quantiles are asked for and never wider than a tenth of their
 * value, so that a resample is a handful of additions over short arrays. Within a bin, values lie evenly.
 */
public final class CountGrid {

    // A bin holds at most this share of p(1 − p): evenly fine on the logit scale, in the middle as in the tail.
    private static final double MASS_SHARE = 0.06;
    private static final double WIDTH_MAX = 1.1;
    private static final double LEAST_MICROS = 0.5;

    private final double[] low;
    private final double[] high;
    private final long[] total;
    private final int[][] prefix;
    private final int[] phaseStarts;

    private CountGrid(double[] low, double[] high, long[] total, int[][] prefix, int[] phaseStarts) {
        this.low = low;
        this.high = high;
        this.total = total;
        this.prefix = prefix;
        this.phaseStarts = phaseStarts;
    }

    public static CountGrid of(SecondCounts counts) {
        long[] byBucket = counts.totalByBucket();
        int[] binOfBucket = new int[byBucket.length];
        double[] low = new double[0];
        double[] high = new double[0];
        long[] total = new long[0];
        long all = Arrays.stream(byBucket).sum();
        long before = 0;
        int bin = -1;
        for (int bucket = 0; bucket < byBucket.length; bucket++) {
            if (byBucket[bucket] == 0) {
                continue;
            }
            if (bin < 0 || isFull(total[bin], before, all) || Buckets.low(bucket) > low[bin] * WIDTH_MAX) {
                bin++;
                low = bin == low.length ? Arrays.copyOf(low, bin * 2 + 64) : low;
                high = bin == high.length ? Arrays.copyOf(high, bin * 2 + 64) : high;
                total = bin == total.length ? Arrays.copyOf(total, bin * 2 + 64) : total;
                low[bin] = Buckets.low(bucket);
            }
            high[bin] = Buckets.high(bucket);
            total[bin] += byBucket[bucket];
            before += byBucket[bucket];
            binOfBucket[bucket] = bin;
        }
        int bins = bin + 1;
        return new CountGrid(
                Arrays.copyOf(low, bins),
                Arrays.copyOf(high, bins),
                Arrays.copyOf(total, bins),
                prefix(counts, binOfBucket, bins),
                counts.phaseStarts());
    }

    private static boolean isFull(long inBin, long before, long all) {
        double p = (double) before / all;
        return inBin >= MASS_SHARE * p * (1 - p) * all;
    }

    private static int[][] prefix(SecondCounts counts, int[] binOfBucket, int bins) {
        int[][] prefix = new int[counts.seconds() + 1][];
        prefix[0] = new int[bins];
        for (int second = 0; second < counts.seconds(); second++) {
            int[] sum = prefix[second].clone();
            int[] pairs = counts.pairs(second);
            for (int at = 0; at < pairs.length; at += 2) {
                sum[binOfBucket[pairs[at]]] += pairs[at + 1];
            }
            prefix[second + 1] = sum;
        }
        return prefix;
    }

    public int bins() {
        return total.length;
    }

    public int seconds() {
        return prefix.length - 1;
    }

    public int phases() {
        return phaseStarts.length;
    }

    public int phaseFrom(int phase) {
        return phaseStarts[phase];
    }

    /** Exclusive. */
    public int phaseTo(int phase) {
        return phase + 1 < phaseStarts.length ? phaseStarts[phase + 1] : seconds();
    }

    public long[] total() {
        return total;
    }

    /** Adds the counts of the seconds from (inclusive) to (exclusive). */
    public void addRange(int from, int to, int[] sum) {
        int[] before = prefix[from];
        int[] until = prefix[to];
        for (int bin = 0; bin < sum.length; bin++) {
            sum[bin] += until[bin] - before[bin];
        }
    }

    /** How many of one second's values lie above this one; a bin that it cuts counts in proportion. */
    public double above(int second, double micros) {
        double above = 0;
        for (int bin = 0; bin < low.length; bin++) {
            int count = prefix[second + 1][bin] - prefix[second][bin];
            if (count > 0 && high[bin] > micros) {
                above += low[bin] >= micros ? count : count * (high[bin] - micros) / (high[bin] - low[bin]);
            }
        }
        return above;
    }

    /**
     * Quantiles of these counts, in microseconds.
     *
     * @param shares ascending, each from 0 to 1
     */
    public void quantiles(int[] counts, double[] shares, double[] target) {
        long all = 0;
        for (int count : counts) {
            all += count;
        }
        int bin = 0;
        double before = 0;
        for (int index = 0; index < shares.length; index++) {
            double rank = shares[index] * all;
            while (bin < counts.length - 1 && before + counts[bin] < rank) {
                before += counts[bin++];
            }
            double inside = counts[bin] == 0 ? 0 : Math.clamp((rank - before) / counts[bin], 0, 1);
            target[index] = Math.max(LEAST_MICROS, low[bin] + inside * (high[bin] - low[bin]));
        }
    }

    /** One quantile of everything, in microseconds. */
    public double quantile(double share) {
        double[] target = new double[1];
        quantiles(Arrays.stream(total).mapToInt(Math::toIntExact).toArray(), new double[] {share}, target);
        return target[0];
    }
}
