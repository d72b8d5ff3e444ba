package io.belastbar.change.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Hierarchical divisive estimation by energy statistics: the cut that sets the two sides of a stretch farthest apart is
 * kept if few random orders of the stretch can be cut as far apart. Matteson and James, "A nonparametric approach for
 * multiple change point analysis of multivariate data", JASA 109 (2014), with exponent 1 and the right side reaching to
 * the end of the stretch.
 *
 * @param significance the largest p-value of a cut
 * @param permutations random orders for each test; the smallest p-value is 1 / (permutations + 1)
 * @param segmentMin fewest values of a segment
 * @param seed of the orders: the same series gives the same cuts
 */
public record EDivisive(double significance, int permutations, int segmentMin, long seed) implements Segmentation {

    @Override
    public List<Integer> cut(double[] values) {
        var cuts = new ArrayList<Integer>();
        divide(
                values,
                0,
                values.length,
                RandomGeneratorFactory.of("L64X128MixRandom").create(seed),
                cuts);
        return cuts.stream().sorted().toList();
    }

    private void divide(double[] values, int from, int to, RandomGenerator random, List<Integer> cuts) {
        if (to - from < 2 * segmentMin) {
            return;
        }
        double[] stretch = Arrays.copyOfRange(values, from, to);
        var best = best(stretch);
        if (pValue(stretch, best.distance, random) > significance) {
            return;
        }
        int cut = from + best.index;
        cuts.add(cut);
        divide(values, from, cut, random, cuts);
        divide(values, cut, to, random, cuts);
    }

    private double pValue(double[] stretch, double distance, RandomGenerator random) {
        double[] order = stretch.clone();
        int asFar = 0;
        for (int i = 0; i < permutations; i++) {
            shuffle(order, random);
            asFar += best(order).distance >= distance ? 1 : 0;
        }
        return (asFar + 1.0) / (permutations + 1);
    }

    private static void shuffle(double[] values, RandomGenerator random) {
        for (int i = values.length - 1; i > 0; i--) {
            int k = random.nextInt(i + 1);
            double value = values[i];
            values[i] = values[k];
            values[k] = value;
        }
    }

    /** A cut and the scaled distance of its sides. */
    record Cut(int index, double distance) {}

    /**
     * The cut with the largest Q = mn/(m+n) · (2/mn ΣΣ|x−y| − mean|x−x'| − mean|y−y'|). The sums within and between the
     * sides are carried from one cut to the next.
     */
    private Cut best(double[] values) {
        int n = values.length;
        double[] toLeft = new double[n];
        double left = 0;
        double right = 0;
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                toLeft[i] += Math.abs(values[i] - values[k]);
            }
            right += toLeft[i];
        }
        double all = right;
        var best = new Cut(segmentMin, Double.NEGATIVE_INFINITY);
        for (int cut = 1; cut < n; cut++) {
            int moved = cut - 1;
            left += toLeft[moved];
            right -= sumTo(values, moved, cut, n);
            if (cut >= segmentMin && n - cut >= segmentMin) {
                double distance = distance(left, right, all - left - right, cut, n - cut);
                if (distance > best.distance) {
                    best = new Cut(cut, distance);
                }
            }
        }
        return best;
    }

    private static double sumTo(double[] values, int of, int from, int to) {
        double sum = 0;
        for (int k = from; k < to; k++) {
            sum += Math.abs(values[of] - values[k]);
        }
        return sum;
    }

    private static double distance(double left, double right, double between, double m, double n) {
        double within = (m > 1 ? left / (m * (m - 1) / 2) : 0) + (n > 1 ? right / (n * (n - 1) / 2) : 0);
        return m * n / (m + n) * (2 * between / (m * n) - within);
    }
}
