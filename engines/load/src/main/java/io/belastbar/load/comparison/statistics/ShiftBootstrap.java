package io.belastbar.load.comparison.statistics;

import io.belastbar.load.comparison.counts.CountGrid;
import io.belastbar.load.comparison.counts.SecondCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Estimates by how much quantiles and throughput of two runs differ, with bootstrap percentile intervals of the
 * logarithm of their ratio. Both runs are resampled independently of each other.
 */
public final class ShiftBootstrap {

    /** Fewer seconds than this make no blocks worth the name; then single requests are drawn. */
    public static final int SECONDS_MIN = 20;

    private static final double TAIL = 0.025;
    // 97.5 % and 80 % quantiles of the normal distribution: seen in four of five cases.
    private static final double DETECTABLE_DEVIATIONS = 1.959964 + 0.841621;

    private final double[] shares;
    private final double[] pointChange;
    private final double[][] deviations;
    private final double[] baseline;
    private final double[] other;
    private final double[] throughput;
    private final int baselineBlock;
    private final int otherBlock;

    /** Resamples both runs as planned. */
    public ShiftBootstrap(SecondCounts baseline, SecondCounts other, Plan plan, RandomGenerator random) {
        this.shares = plan.shares();
        CountGrid first = CountGrid.of(baseline);
        CountGrid second = CountGrid.of(other);
        Resampler a = resampler(first, plan);
        Resampler b = resampler(second, plan);
        this.baseline = quantiles(first);
        this.other = quantiles(second);
        this.pointChange = new double[shares.length];
        Arrays.setAll(pointChange, index -> Math.log(this.other[index] / this.baseline[index]));
        this.deviations = new double[shares.length][plan.resamples()];
        this.throughput = new double[plan.resamples()];
        this.baselineBlock = a.blockSeconds();
        this.otherBlock = b.blockSeconds();
        resample(a, b, random);
    }

    /**
     * What to draw.
     *
     * @param shares quantiles, ascending, from 0 to 1
     * @param sharesForLength of which the dependence between seconds decides the length of a block
     * @param blocks false: draw single requests even if the seconds are known
     */
    public record Plan(double[] shares, double[] sharesForLength, int resamples, boolean blocks) {}

    private static Resampler resampler(CountGrid grid, Plan plan) {
        return plan.blocks() && grid.seconds() >= SECONDS_MIN
                ? new BlockResampler(grid, plan.shares(), plan.sharesForLength())
                : new MultinomialResampler(grid, plan.shares());
    }

    private double[] quantiles(CountGrid grid) {
        double[] quantiles = new double[shares.length];
        grid.quantiles(Arrays.stream(grid.total()).mapToInt(Math::toIntExact).toArray(), shares, quantiles);
        return quantiles;
    }

    private void resample(Resampler a, Resampler b, RandomGenerator random) {
        double[] first = new double[shares.length];
        double[] second = new double[shares.length];
        for (int draw = 0; draw < throughput.length; draw++) {
            double requestsA = a.draw(random, first);
            double requestsB = b.draw(random, second);
            throughput[draw] = requestsB / Math.max(1e-9, requestsA);
            for (int index = 0; index < shares.length; index++) {
                deviations[index][draw] = b.widening()[index] * (second[index] - Math.log(other[index]))
                        - a.widening()[index] * (first[index] - Math.log(baseline[index]));
            }
        }
        for (double[] each : deviations) {
            Arrays.sort(each);
        }
        Arrays.sort(throughput);
    }

    public List<ShiftEstimate> shifts() {
        List<ShiftEstimate> shifts = new ArrayList<>();
        for (int index = 0; index < shares.length; index++) {
            double point = pointChange[index];
            double[] sorted = deviations[index];
            shifts.add(new ShiftEstimate(
                    shares[index],
                    baseline[index],
                    other[index],
                    Math.expm1(point),
                    new Interval(Math.expm1(point + at(sorted, TAIL)), Math.expm1(point + at(sorted, 1 - TAIL))),
                    pValue(point, sorted),
                    Math.expm1(DETECTABLE_DEVIATIONS * deviation(sorted))));
        }
        return shifts;
    }

    /** Of the other run's throughput relative to the baseline's, for this ratio of the two as measured. */
    public Interval throughput(double ratio) {
        return new Interval(ratio * at(throughput, TAIL) - 1, ratio * at(throughput, 1 - TAIL) - 1);
    }

    /** Seconds in one block of the baseline; 0: single requests were drawn. */
    public int baselineBlock() {
        return baselineBlock;
    }

    public int otherBlock() {
        return otherBlock;
    }

    private static double pValue(double point, double[] deviations) {
        int below = 0;
        for (double deviation : deviations) {
            below += point + deviation <= 0 ? 1 : 0;
        }
        double least = Math.min(below, deviations.length - below) + 1.0;
        return Math.min(1, 2 * least / (deviations.length + 1));
    }

    private static double at(double[] sorted, double share) {
        double rank = share * (sorted.length - 1);
        int below = (int) rank;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return Math.sqrt(Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.length - 1));
    }
}
