package io.belastbar.load.comparison.statistics;

import io.belastbar.load.comparison.counts.CountGrid;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws blocks of neighbouring seconds with replacement (circular block bootstrap, Politis &amp; Romano 1992). Requests
 * within a second, and seconds in a row, share the same queue, garbage collection and neighbours: drawing them one by
 * one would take them for as many independent observations.
 *
 * <p>While the planned load changes, seconds are drawn only from those of about the same load: a ramp is no chance.
 *
 * <p>Blocks cut dependence at their ends, so the spread comes out a little too small. It is widened by what a series
 * loses whose autocorrelation fades as the first two lags show, for the few blocks, and by Student's t.
 */
final class BlockResampler implements Resampler {

    private static final double CORRELATION_MAX = 0.95;
    private static final double Z = 1.959964;
    private static final int BLOCKS_OF_PHASE_MIN = 4;

    private final CountGrid grid;
    private final double[] shares;
    private final int blockSeconds;
    private final double[] widening;
    private final double pieces;
    private final int[] sum;
    private final double requests;

    BlockResampler(CountGrid grid, double[] shares, double[] sharesForLength) {
        this.grid = grid;
        this.shares = shares;
        this.blockSeconds = Arrays.stream(sharesForLength)
                .mapToInt(share -> BlockLength.of(exceedances(share)))
                .max()
                .orElse(1);
        this.widening =
                Arrays.stream(shares).map(share -> widening(exceedances(share))).toArray();
        this.pieces = Arrays.stream(sharesForLength)
                .map(share -> pieces(exceedances(share)))
                .min()
                .orElse(0);
        this.sum = new int[grid.bins()];
        this.requests = Arrays.stream(grid.total()).sum();
    }

    @Override
    public double draw(RandomGenerator random, double[] quantiles) {
        Arrays.fill(sum, 0);
        for (int phase = 0; phase < grid.phases(); phase++) {
            drawPhase(random, grid.phaseFrom(phase), grid.phaseTo(phase));
        }
        grid.quantiles(sum, shares, quantiles);
        for (int index = 0; index < quantiles.length; index++) {
            quantiles[index] = Math.log(quantiles[index]);
        }
        long drawn = 0;
        for (int count : sum) {
            drawn += count;
        }
        return drawn / requests;
    }

    private int lengthFor(int phaseSeconds) {
        return grid.phases() == 1 ? blockSeconds : Math.clamp(phaseSeconds / BLOCKS_OF_PHASE_MIN, 1, blockSeconds);
    }

    private void drawPhase(RandomGenerator random, int first, int end) {
        int seconds = end - first;
        int length = lengthFor(seconds);
        for (int left = seconds; left > 0; left -= length) {
            int from = first + random.nextInt(seconds);
            int to = from + Math.min(length, left);
            grid.addRange(from, Math.min(to, end), sum);
            if (to > end) {
                grid.addRange(first, first + to - end, sum);
            }
        }
    }

    @Override
    public double[] widening() {
        return widening;
    }

    @Override
    public int blockSeconds() {
        return blockSeconds;
    }

    @Override
    public double pieces() {
        return pieces;
    }

    /** Per second: how many requests more than expected lay above the quantile. The quantile moves with their sum. */
    private double[] exceedances(double share) {
        double micros = grid.quantile(share);
        int[] one = new int[grid.bins()];
        double[] series = new double[grid.seconds()];
        for (int second = 0; second < series.length; second++) {
            Arrays.fill(one, 0);
            grid.addRange(second, second + 1, one);
            series[second] = grid.above(second, micros)
                    - (1 - share) * Arrays.stream(one).sum();
        }
        for (int phase = 0; phase < grid.phases(); phase++) {
            center(series, grid.phaseFrom(phase), grid.phaseTo(phase));
        }
        return series;
    }

    /** What a phase's load makes of all its seconds is no chance. */
    private static void center(double[] series, int from, int to) {
        double mean = Arrays.stream(series, from, to).average().orElse(0);
        for (int second = from; second < to; second++) {
            series[second] -= mean;
        }
    }

    /** An autocorrelation that begins with {@code first} and fades by this factor from lag to lag. */
    private record Dependence(double first, double fading, int seconds) {

        /** How many seconds it takes for as much news as one independent second would bring; no more than there are. */
        double whole() {
            return Math.min(seconds, 1 + 2 * first / (1 - fading));
        }
    }

    private Dependence dependence(double[] series) {
        double[] covariance = BlockLength.autocovariance(series, 2);
        int n = series.length / grid.phases();
        double first = correlation(covariance, 1, n);
        double fading = first <= 0 ? 0 : Math.clamp(correlation(covariance, 2, n) / first, first, CORRELATION_MAX);
        return new Dependence(first, fading, series.length);
    }

    private double pieces(double[] series) {
        return series.length / dependence(series).whole();
    }

    private double widening(double[] series) {
        int n = series.length;
        Dependence dependence = dependence(series);
        double first = dependence.first();
        double fading = dependence.fading();
        double seen = 0;
        double fewBlocks = 0;
        double blocks = 0;
        for (int phase = 0; phase < grid.phases(); phase++) {
            int seconds = grid.phaseTo(phase) - grid.phaseFrom(phase);
            int length = lengthFor(seconds);
            seen += seenInBlocks(first, fading, length) * seconds / n;
            fewBlocks += (double) seconds / n * seconds / Math.max(1, seconds - length);
            blocks += (double) seconds / length;
        }
        return Math.sqrt(Math.max(1, dependence.whole() / seen) * fewBlocks)
                * student(Math.max(2, 1.5 * blocks - 1))
                / Z;
    }

    /** What blocks of this length keep of a series' variance, relative to independent seconds. */
    private static double seenInBlocks(double first, double fading, int length) {
        double seen = 1;
        for (int lag = 1; lag < length; lag++) {
            seen += 2 * (1 - (double) lag / length) * first * Math.pow(fading, lag - 1);
        }
        return seen;
    }

    /** Without the bias that a short series has towards 0 (Kendall 1954, first order); from 0 to below 1. */
    private static double correlation(double[] covariance, int lag, int n) {
        double measured = covariance[0] <= 0 ? 0 : covariance[lag] / covariance[0];
        return Math.clamp(measured + (1 + 3 * measured) / n, 0, CORRELATION_MAX);
    }

    /** The 97.5 % quantile of Student's t, by the expansion of Cornish and Fisher. */
    static double student(double degrees) {
        double z3 = Z * Z * Z;
        double z5 = z3 * Z * Z;
        return Z + (z3 + Z) / (4 * degrees) + (5 * z5 + 16 * z3 + 3 * Z) / (96 * degrees * degrees);
    }
}
