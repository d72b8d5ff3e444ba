package io.belastbar.change.method;

import io.belastbar.change.rank.NormalScores;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The cheapest segmentation of a series: the squared deviations of its normal scores from the segments' means, plus a
 * penalty for each cut. Killick, Fearnhead and Eckley, "Optimal detection of changepoints with a linear computational
 * cost", JASA 107 (2012): exact, by dynamic programming that drops starts which can never be best again.
 *
 * @param penaltyFactor times ln n is the penalty
 * @param segmentMin fewest values of a segment
 */
public record Pelt(double penaltyFactor, int segmentMin) implements Segmentation {

    @Override
    public List<Integer> cut(double[] values) {
        return values.length < 2 * segmentMin
                ? List.of()
                : cheapest(NormalScores.of(values), penaltyFactor * Math.log(values.length), segmentMin);
    }

    /** The first indices of all segments but the first, for scores and a penalty a cut. */
    static List<Integer> cheapest(double[] scores, double penalty, int segmentMin) {
        int n = scores.length;
        var costs = new Costs(scores);
        double[] best = new double[n + 1];
        int[] from = new int[n + 1];
        int[] dominatedSince = new int[n + 1];
        best[0] = -penalty;
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int end = segmentMin; end <= n; end++) {
            int newest = end - segmentMin;
            if (newest >= segmentMin) {
                starts.add(newest);
            }
            best[end] = Double.POSITIVE_INFINITY;
            for (int start : starts) {
                double cost = best[start] + costs.of(start, end) + penalty;
                if (cost < best[end]) {
                    best[end] = cost;
                    from[end] = start;
                }
            }
            prune(starts, dominatedSince, costs, best, end, segmentMin);
        }
        return cuts(from, n);
    }

    /** A dominated start stays until the cut that dominates it may begin a segment of its own. */
    private static void prune(
            List<Integer> starts, int[] dominatedSince, Costs costs, double[] best, int end, int segmentMin) {
        starts.removeIf(start -> {
            if (dominatedSince[start] == 0 && best[start] + costs.of(start, end) > best[end]) {
                dominatedSince[start] = end;
            }
            return dominatedSince[start] > 0 && end - dominatedSince[start] >= segmentMin;
        });
    }

    private static List<Integer> cuts(int[] from, int n) {
        var cuts = new ArrayDeque<Integer>();
        for (int cut = from[n]; cut > 0; cut = from[cut]) {
            cuts.addFirst(cut);
        }
        return List.copyOf(cuts);
    }

    /** Squared deviations from the mean of any stretch, in constant time. */
    static final class Costs {

        private final double[] sums;
        private final double[] squares;

        Costs(double[] scores) {
            sums = new double[scores.length + 1];
            squares = new double[scores.length + 1];
            for (int i = 0; i < scores.length; i++) {
                sums[i + 1] = sums[i] + scores[i];
                squares[i + 1] = squares[i] + scores[i] * scores[i];
            }
        }

        double of(int from, int to) {
            double sum = sums[to] - sums[from];
            return squares[to] - squares[from] - sum * sum / (to - from);
        }
    }
}
