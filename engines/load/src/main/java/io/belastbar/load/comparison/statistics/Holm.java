package io.belastbar.load.comparison.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Holm's step-down correction (1979): the chance of one false alarm among all tests stays below the level. */
public final class Holm {

    private Holm() {}

    /** Corrected p-values in the order of the given ones. */
    public static double[] adjusted(double[] pValues) {
        List<Integer> ascending = IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(index -> pValues[index]))
                .toList();
        double[] adjusted = new double[pValues.length];
        double before = 0;
        for (int rank = 0; rank < pValues.length; rank++) {
            int index = ascending.get(rank);
            before = Math.min(1, Math.max(before, (pValues.length - rank) * pValues[index]));
            adjusted[index] = before;
        }
        return adjusted;
    }
}
