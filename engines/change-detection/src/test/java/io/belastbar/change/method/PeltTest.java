package io.belastbar.change.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PeltTest {

    @Property(tries = 300)
    void noSegmentationIsCheaper(
            @ForAll @IntRange(min = 2, max = 14) int n,
            @ForAll @IntRange(min = 1, max = 4) int segmentMin,
            @ForAll @DoubleRange(min = 0.1, max = 6) double penalty,
            @ForAll long seed) {
        var random = new Random(seed);
        double[] scores = random.doubles(n, -2, 2)
                .map(value -> value + (random.nextInt(4) == 0 ? 3 : 0))
                .toArray();
        if (n < 2 * segmentMin) {
            return;
        }

        var cuts = Pelt.cheapest(scores, penalty, segmentMin);

        assertThat(cost(scores, cuts, penalty)).isLessThanOrEqualTo(cheapest(scores, penalty, segmentMin) + 1e-9);
        assertThat(lengths(cuts, n)).allMatch(length -> length >= segmentMin);
    }

    @Test
    void aStepIsCutWhereItIs() {
        double[] values = new double[60];
        for (int i = 0; i < 60; i++) {
            values[i] = (i < 40 ? 100 : 120) + i * 7 % 5;
        }

        assertThat(new Pelt(2, 3).cut(values)).containsExactly(40);
    }

    @Test
    void aShortSeriesIsNotCut() {
        assertThat(new Pelt(2, 3).cut(new double[] {1, 1, 1, 9, 9})).isEmpty();
        assertThat(new Pelt(2, 3).cut(new double[0])).isEmpty();
    }

    /** By trying all of them. */
    private static double cheapest(double[] scores, double penalty, int segmentMin) {
        double best = Double.POSITIVE_INFINITY;
        for (int chosen = 0; chosen < 1 << (scores.length - 1); chosen++) {
            var cuts = new ArrayList<Integer>();
            for (int i = 1; i < scores.length; i++) {
                if ((chosen >> (i - 1) & 1) == 1) {
                    cuts.add(i);
                }
            }
            if (lengths(cuts, scores.length).stream().allMatch(length -> length >= segmentMin)) {
                best = Math.min(best, cost(scores, cuts, penalty));
            }
        }
        return best;
    }

    private static double cost(double[] scores, List<Integer> cuts, double penalty) {
        double cost = penalty * cuts.size();
        int from = 0;
        for (int to : borders(cuts, scores.length)) {
            double mean = 0;
            for (int i = from; i < to; i++) {
                mean += scores[i] / (to - from);
            }
            for (int i = from; i < to; i++) {
                cost += (scores[i] - mean) * (scores[i] - mean);
            }
            from = to;
        }
        return cost;
    }

    private static List<Integer> lengths(List<Integer> cuts, int n) {
        var lengths = new ArrayList<Integer>();
        int from = 0;
        for (int to : borders(cuts, n)) {
            lengths.add(to - from);
            from = to;
        }
        return lengths;
    }

    private static List<Integer> borders(List<Integer> cuts, int n) {
        var borders = new ArrayList<>(cuts);
        borders.add(n);
        return borders;
    }
}
