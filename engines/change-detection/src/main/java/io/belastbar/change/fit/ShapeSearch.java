package io.belastbar.change.fit;

import io.belastbar.change.method.Segmentation;
import io.belastbar.change.rank.NormalScores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How a series went: at one level, in steps, steadily, or both. First the ranks are asked whether there is any change, since they
 * raise no more false alarms on one distribution than on another. Only then the values are asked, with outliers taken back, which
 * explanation fits best: ranks see the size of a step in a series that rises no longer. Each fit is judged by the likelihood of what
 * it leaves, as an autoregression, so that values which follow each other by themselves are not explained by steps.
 */
public final class ShapeSearch {

    /** Shorter stretches are steps that took a few values. */
    private static final int RAMP_MIN = 12;

    private static final int RAMP_PART_MIN = 4;

    /** Places at which a ramp may begin or end. */
    private static final int PLACES = 24;

    /** Of so many that fit best the likeliest is taken. */
    private static final int FINALISTS = 8;

    private final double[] scores;
    private final double[] values;
    private final double penalty;
    private final Segmentation segmentation;
    private final Segmentation finest;

    /**
     * @param values without a season
     * @param penaltyFactor times ln n is what a cut must be worth to the likelihood
     * @param segmentation proposes the cuts of the ranks
     * @param finest proposes the cuts of any explanation, so that a trend stands against as many steps as there may be
     */
    public ShapeSearch(double[] values, double penaltyFactor, Segmentation segmentation, Segmentation finest) {
        this.scores = NormalScores.of(values);
        this.values = standardised(Outliers.clipped(values));
        this.penalty = penaltyFactor * Math.log(Math.max(2, values.length));
        this.segmentation = segmentation;
        this.finest = finest;
    }

    /** The likeliest shape, with only so much dependence as is sure. */
    public Shape best() {
        var first = cheapest(scores, segmentation.cut(scores), Optional.empty());
        if (first.cuts().isEmpty() && !rises(first) && !drifts()) {
            return first.surely(scores);
        }
        var proposed = finest.cut(scores);
        var finer = cheapest(scores, proposed, Optional.empty());
        var steps = finer.cost(penalty) < first.cost(penalty) ? finer : first;
        double least = Stream.of(
                        Shape.of(values, steps.cuts(), Optional.empty()), cheapest(values, proposed, Optional.empty()))
                .mapToDouble(this::asStairs)
                .min()
                .orElseThrow();
        return ramps().stream()
                .map(ramp -> withRamp(proposed, Optional.of(ramp)))
                .filter(shape -> shape.cost(penalty) < least)
                .min(Comparator.comparingDouble(shape -> shape.cost(penalty)))
                .map(shape -> shape.surely(values))
                .orElseGet(() -> steps.surely(scores));
    }

    /** Several steps fit a line by chance better than one does: they must be worth more. */
    private double asStairs(Shape shape) {
        return shape.cost(penalty) + Math.max(0, shape.cuts().size() - 1) * Math.log(values.length);
    }

    /** A series that hardly varies but for its rise looks like one that remembers everything; then its differences tell. */
    private boolean drifts() {
        int n = values.length - 1;
        double[] differences = new double[Math.max(0, n)];
        for (int i = 0; i < n; i++) {
            differences[i] = values[i + 1] - values[i];
        }
        if (n < RAMP_MIN) {
            return false;
        }
        double[] centred = Shape.deviations(differences, List.of(), Optional.empty());
        double mean = differences[0] - centred[0];
        double inflation = AutoRegression.surest(centred).inflation(n / 2, n / 2, 1);
        return mean * mean * n > penalty * inflation * squares(centred) / n;
    }

    private boolean rises(Shape flat) {
        return ramp(scores)
                .filter(ramp -> cost(scores, ramp) < flat.cost(penalty))
                .isPresent();
    }

    /** The likeliest one, and that of the whole series. */
    private List<Ramp> ramps() {
        return ramp(values).stream()
                .flatMap(best -> Stream.of(best, new Ramp(0, values.length)))
                .distinct()
                .toList();
    }

    private Shape withRamp(List<Integer> proposed, Optional<Ramp> ramp) {
        var first = cheapest(values, proposed, ramp);
        var more = new TreeSet<>(first.cuts());
        more.addAll(finest.cut(Shape.deviations(values, first.cuts(), ramp)));
        return cheapest(values, List.copyOf(more), ramp);
    }

    private double cost(double[] series, Ramp ramp) {
        return Shape.of(series, List.of(), Optional.of(ramp)).cost(penalty);
    }

    /** Of those that fit best by least squares the likeliest. */
    private Optional<Ramp> ramp(double[] series) {
        var ramps = new ArrayList<Ramp>();
        int n = series.length;
        int step = Math.max(1, n / PLACES);
        int length = Math.max(RAMP_MIN, n / RAMP_PART_MIN);
        for (int from = 0; from + length <= n; from += step) {
            for (int to = n; to - from >= length; to -= step) {
                ramps.add(new Ramp(from, to));
            }
        }
        var left = new HashMap<Ramp, Double>();
        ramps.forEach(ramp -> left.put(ramp, squares(Shape.deviations(series, List.of(), Optional.of(ramp)))));
        return ramps.stream()
                .sorted(Comparator.comparing(left::get))
                .limit(FINALISTS)
                .min(Comparator.comparingDouble(ramp -> cost(series, ramp)));
    }

    private static double squares(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }

    /** Drops the cut that is missed least, again and again, and takes the cheapest of all that it met. */
    private Shape cheapest(double[] series, List<Integer> proposed, Optional<Ramp> ramp) {
        var current = Shape.of(series, proposed, ramp);
        var best = current;
        while (!current.cuts().isEmpty()) {
            current = withOneLess(series, current);
            if (current.cost(penalty) <= best.cost(penalty)) {
                best = current;
            }
        }
        return best;
    }

    private Shape withOneLess(double[] series, Shape shape) {
        Shape best = null;
        for (Integer cut : shape.cuts()) {
            var fewer = new ArrayList<>(shape.cuts());
            fewer.remove(cut);
            var next = Shape.of(series, fewer, shape.ramp());
            if (best == null || next.cost(penalty) < best.cost(penalty)) {
                best = next;
            }
        }
        return best;
    }

    private static double[] standardised(double[] values) {
        double[] rest = Shape.deviations(values, List.of(), Optional.empty());
        double square = 0;
        for (double deviation : rest) {
            square += deviation * deviation / rest.length;
        }
        for (int i = 0; square > 0 && i < rest.length; i++) {
            rest[i] /= Math.sqrt(square);
        }
        return rest;
    }
}
