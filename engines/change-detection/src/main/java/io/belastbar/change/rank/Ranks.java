package io.belastbar.change.rank;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The ranks of values, from 1; equal values share the mean of theirs.
 *
 * @param ranks in the order of the values
 * @param tieSum the sum of t³ − t over the groups of t equal values, which corrections for ties need
 */
public record Ranks(double[] ranks, double tieSum) {

    public static Ranks of(double[] values) {
        var order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(index -> values[index]))
                .mapToInt(Integer::intValue)
                .toArray();
        var ranks = new double[values.length];
        double tieSum = 0;
        for (int first = 0; first < order.length; ) {
            int after = first + 1;
            while (after < order.length && values[order[after]] == values[order[first]]) {
                after++;
            }
            for (int i = first; i < after; i++) {
                ranks[order[i]] = (first + 1 + after) / 2.0;
            }
            double ties = after - first;
            tieSum += ties * ties * ties - ties;
            first = after;
        }
        return new Ranks(ranks, tieSum);
    }

    public boolean tied() {
        return tieSum > 0;
    }

    /** The ranks of some values, added up. */
    public double sum(int from, int to) {
        return Arrays.stream(ranks, from, to).sum();
    }
}
