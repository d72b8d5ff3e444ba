package io.belastbar.change.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a series went: levels between cuts, and perhaps one stretch of steady change on top.
 *
 * @param cuts first indices of all levels but the first
 * @param ramp empty for levels alone
 * @param dependence of what the shape leaves
 */
public record Shape(List<Integer> cuts, Optional<Ramp> ramp, AutoRegression dependence) {

    /** A cut explains its share of chance; in a short series with many cuts more of it (after Hurvich and Tsai, Biometrika 76). */
    private static final double VALUES_PER_LEVEL = 4;

    static Shape of(double[] series, List<Integer> cuts, Optional<Ramp> ramp) {
        return new Shape(List.copyOf(cuts), ramp, AutoRegression.likeliest(deviations(series, cuts, ramp)));
    }

    /** The same with only so much dependence as is sure. */
    Shape surely(double[] series) {
        return new Shape(cuts, ramp, AutoRegression.surest(deviations(series, cuts, ramp)));
    }

    /** How badly it fits: the cost of what it leaves, a penalty for each cut and for a ramp, and half of one for its kinks. */
    double cost(double penalty) {
        int n = dependence.values();
        double parts = cuts.size() + ramp.map(some -> 1 + some.kinks(n) / 2.0).orElse(0.0);
        return dependence.cost() + penalty * parts * n / Math.max(1, n - VALUES_PER_LEVEL * (cuts.size() + 1));
    }

    /** What levels and a ramp of the best common slope leave (least squares). */
    static double[] deviations(double[] scores, List<Integer> cuts, Optional<Ramp> ramp) {
        double[] rest = centred(scores, cuts);
        if (ramp.isEmpty()) {
            return rest;
        }
        double[] line = new double[scores.length];
        for (int i = 0; i < line.length; i++) {
            line[i] = ramp.get().at(i);
        }
        line = centred(line, cuts);
        double product = 0;
        double square = 0;
        for (int i = 0; i < line.length; i++) {
            product += line[i] * rest[i];
            square += line[i] * line[i];
        }
        double slope = square == 0 ? 0 : product / square;
        for (int i = 0; i < line.length; i++) {
            rest[i] -= slope * line[i];
        }
        return rest;
    }

    private static double[] centred(double[] values, List<Integer> cuts) {
        double[] centred = new double[values.length];
        var borders = new ArrayList<>(cuts);
        borders.add(values.length);
        int from = 0;
        for (int to : borders) {
            double mean = 0;
            for (int i = from; i < to; i++) {
                mean += values[i] / (to - from);
            }
            for (int i = from; i < to; i++) {
                centred[i] = values[i] - mean;
            }
            from = to;
        }
        return centred;
    }
}
