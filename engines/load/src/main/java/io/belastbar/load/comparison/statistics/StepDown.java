package io.belastbar.load.comparison.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The step-down correction by the largest statistic of each draw (Westfall &amp; Young, "Resampling-Based Multiple
 * Testing", 1993, algorithm 4.1): the chance of one false alarm among all tests stays below the level. Quantiles of one
 * run rise and fall together; unlike Holm's correction, this one does not count them as so many separate chances.
 */
final class StepDown {

    private StepDown() {}

    /**
     * Corrected p-values in the order of the statistics.
     *
     * @param statistics how far each estimate lies from no difference, in its own standard deviations
     * @param draws by statistic, then by draw: what chance alone makes of it, in the same unit
     */
    static double[] adjusted(double[] statistics, double[][] draws) {
        List<Integer> ascending = IntStream.range(0, statistics.length)
                .boxed()
                .sorted(Comparator.comparingDouble(index -> statistics[index]))
                .toList();
        int count = draws.length == 0 ? 0 : draws[0].length;
        double[] largest = new double[count];
        double[] adjusted = new double[statistics.length];
        for (int index : ascending) {
            int above = 0;
            for (int draw = 0; draw < count; draw++) {
                largest[draw] = Math.max(largest[draw], Math.abs(draws[index][draw]));
                above += largest[draw] >= statistics[index] ? 1 : 0;
            }
            adjusted[index] = Math.min(1, (above + 1.0) / (count + 1));
        }
        double before = 0;
        for (int rank = statistics.length - 1; rank >= 0; rank--) {
            int index = ascending.get(rank);
            before = Math.max(before, adjusted[index]);
            adjusted[index] = before;
        }
        return adjusted;
    }
}
