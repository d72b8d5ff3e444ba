package io.belastbar.load.comparison.statistics;

import io.belastbar.load.comparison.counts.CountGrid;
import io.belastbar.load.comparison.counts.SecondCounts;
import io.belastbar.load.comparison.statistics.ShiftEstimate.Support;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Estimates by how much quantiles and throughput of two runs differ, with bootstrap percentile intervals of the
 * logarithm of their ratio. Both runs are resampled independently of each other; what their seconds cannot show, how far
 * apart whole runs lie and what the measurement made of it, comes on top.
 */
public final class ShiftBootstrap {

    /** Fewer seconds than this make no blocks worth the name; then single requests are drawn. */
    public static final int SECONDS_MIN = 10;

    private static final double TAIL = 0.025;
    private static final double NEARLY_ALL = 0.999;
    // 97.5 % and 80 % quantiles of the normal distribution: seen in four of five cases.
    private static final double DETECTABLE_DEVIATIONS = 1.959964 + 0.841621;

    private final double[] shares;
    private final double[] pointChange;
    private final double[] slack;
    private final double[] weakest;
    private final double[] nearest;
    private final double[] between;
    private final boolean[] hidden;
    private final double[][] deviations;
    private final double[] spread;
    private final double[] baseline;
    private final double[] other;
    private final double[] throughput;
    private final Blocks blocks;

    /** Resamples both runs as planned. */
    public ShiftBootstrap(SecondCounts baseline, SecondCounts other, Plan plan, Unseen unseen, RandomGenerator random) {
        this.shares = plan.shares();
        CountGrid first = CountGrid.of(baseline);
        CountGrid second = CountGrid.of(other);
        Resampler a = resampler(first, plan);
        Resampler b = resampler(second, plan);
        this.baseline = quantiles(first);
        this.other = quantiles(second);
        this.pointChange = new double[shares.length];
        Arrays.setAll(pointChange, index -> Math.log(this.other[index] / this.baseline[index]));
        this.slack = new double[shares.length];
        Arrays.setAll(slack, index -> slack(unseen, index));
        this.blocks = new Blocks(a.blockSeconds(), b.blockSeconds(), Math.min(a.pieces(), b.pieces()));
        this.weakest = blocks.singleRequests() ? pointChange : Stretches.weakest(first, second, shares, pointChange);
        this.nearest = blocks.singleRequests()
                ? new double[shares.length]
                : Stretches.nearest(first, second, shares, pointChange);
        this.deviations = new double[shares.length][plan.resamples()];
        this.throughput = new double[plan.resamples()];
        resample(a, b, random);
        this.between = new double[shares.length];
        this.hidden = new boolean[shares.length];
        addBetween(unseen.between(), random);
        this.spread = Arrays.stream(deviations)
                .mapToDouble(draws -> Math.sqrt(variance(draws)))
                .toArray();
    }

    /**
     * What to draw.
     *
     * @param shares quantiles, ascending, from 0 to 1
     * @param sharesForLength of which the dependence between seconds decides the length of a block
     * @param blocks false: draw single requests even if the seconds are known
     */
    public record Plan(double[] shares, double[] sharesForLength, int resamples, boolean blocks) {}

    /**
     * In what pieces the runs were drawn.
     *
     * @param baselineSeconds in one block; 0: single requests
     * @param otherSeconds in one block; 0: single requests
     * @param pieces how many independent stretches the run with fewer of them is worth; 0: not known
     */
    public record Blocks(int baselineSeconds, int otherSeconds, double pieces) {

        public boolean singleRequests() {
            return baselineSeconds == 0 || otherSeconds == 0;
        }
    }

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

    /** As a part of the larger quantile, so that a shift which the measurement can make is no shift. */
    private double slack(Unseen unseen, int index) {
        double micros = unseen.measuring().micros(shares[index]);
        double part = Math.min(NEARLY_ALL, micros / Math.max(baseline[index], other[index]));
        return -Math.log1p(-part);
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
        Arrays.sort(throughput);
    }

    /** What a whole run has to itself moves all its quantiles alike: one draw for all. */
    private void addBetween(BetweenRuns runs, RandomGenerator random) {
        BetweenRuns.Spread[] spreads = new BetweenRuns.Spread[shares.length];
        for (int index = 0; index < shares.length; index++) {
            double within = variance(deviations[index]);
            spreads[index] = runs.beyond(index, within);
            between[index] = runs.share(index, within);
            hidden[index] = runs.hides(index, beyondSlack(index), within);
        }
        double degrees = Arrays.stream(spreads)
                .mapToDouble(BetweenRuns.Spread::degrees)
                .min()
                .orElse(1);
        for (int draw = 0; draw < throughput.length; draw++) {
            double student =
                    random.nextGaussian() / Math.sqrt(2 * MultinomialResampler.gamma(random, degrees / 2) / degrees);
            for (int index = 0; index < shares.length; index++) {
                deviations[index][draw] += student * spreads[index].deviation();
            }
        }
    }

    public List<ShiftEstimate> shifts() {
        List<ShiftEstimate> shifts = new ArrayList<>();
        for (int index = 0; index < shares.length; index++) {
            double[] sorted = deviations[index].clone();
            Arrays.sort(sorted);
            double low = pointChange[index] + at(sorted, TAIL);
            double high = pointChange[index] + at(sorted, 1 - TAIL);
            shifts.add(new ShiftEstimate(
                    shares[index],
                    baseline[index],
                    other[index],
                    Math.expm1(pointChange[index]),
                    new Interval(Math.expm1(low - slack[index]), Math.expm1(high + slack[index])),
                    pValue(beyondSlack(index), sorted),
                    Math.expm1(DETECTABLE_DEVIATIONS * spread[index] + slack[index]),
                    new Support(
                            Math.expm1(weakest[index]),
                            Math.expm1(beyondSlack(nearest[index], index)),
                            new Interval(Math.expm1(low), Math.expm1(high)),
                            between[index],
                            hidden[index])));
        }
        return shifts;
    }

    /** What is left of a shift when the measurement made as much of it as it can have made. */
    private double beyondSlack(int index) {
        return beyondSlack(pointChange[index], index);
    }

    private double beyondSlack(double point, int index) {
        return Math.signum(point) * Math.max(0, Math.abs(point) - slack[index]);
    }

    /** P-values of some of the quantiles, corrected as one family; in their order. */
    public double[] adjusted(int... indexes) {
        double[] statistics = new double[indexes.length];
        double[][] draws = new double[indexes.length][];
        for (int test = 0; test < indexes.length; test++) {
            int index = indexes[test];
            double unit = Math.max(1e-12, spread[index]);
            statistics[test] = Math.abs(beyondSlack(index)) / unit;
            draws[test] =
                    Arrays.stream(deviations[index]).map(draw -> draw / unit).toArray();
        }
        return StepDown.adjusted(statistics, draws);
    }

    /** Of the other run's throughput relative to the baseline's, for this ratio of the two as measured. */
    public Interval throughput(double ratio) {
        return new Interval(ratio * at(throughput, TAIL) - 1, ratio * at(throughput, 1 - TAIL) - 1);
    }

    public Blocks blocks() {
        return blocks;
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

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.length - 1);
    }
}
