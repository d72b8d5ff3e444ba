package io.belastbar.change.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MannWhitneyTest {

    @ParameterizedTest
    @CsvSource({"2,2", "3,4", "5,5", "1,8", "6,4", "7,7"})
    void theExactPValueIsTheShareOfAllOrdersThatAreAsExtreme(int before, int after) {
        double[] values =
                new Random(before * 31L + after).doubles(before + after).toArray();

        assertThat(MannWhitney.pValue(values, before)).isCloseTo(enumerated(values, before), within(1e-12));
    }

    @Test
    void theApproximationIsNearTheExactValue() {
        double[] values = IntStream.range(0, 40)
                .mapToDouble(i -> (i * 17 % 41) + (i < 20 ? 0 : 9.5))
                .toArray();
        double[] tied = values.clone();
        tied[1] = tied[0];

        assertThat(MannWhitney.pValue(tied, 20)).isCloseTo(MannWhitney.pValue(values, 20), within(0.02));
    }

    /** R: wilcox.test(c(1.1,2.2,3.3,4.4,5.5), c(6.1,7.2,8.3,9.4), exact = TRUE)$p.value = 0.01587. */
    @Test
    void completeSeparationOfFiveAndFourHasTheTextbooksPValue() {
        double[] values = {1.1, 2.2, 3.3, 4.4, 5.5, 6.1, 7.2, 8.3, 9.4};

        assertThat(MannWhitney.pValue(values, 5)).isCloseTo(2.0 / 126, within(1e-12));
    }

    /** The formula with the corrections for ties and continuity, by hand: U = 1, groups of 2, 3 and 2. */
    @Test
    void tiesNarrowTheSpread() {
        double[] values = {1, 2, 2, 3, 4, 5, 5, 5, 6, 7, 7, 8};
        double variance = 36.0 / 12 * (13 - (6 + 24 + 6) / (12.0 * 11));
        double z = (18 - 1 - 0.5) / Math.sqrt(variance);

        assertThat(MannWhitney.pValue(values, 6))
                .isCloseTo(2 * NormalDistribution.of(0, 1).survivalProbability(z), within(1e-12));
    }

    @Test
    void equalValuesSayNothing() {
        assertThat(MannWhitney.pValue(new double[] {3, 3, 3, 3, 3, 3}, 3)).isEqualTo(1);
    }

    @Test
    void anEmptySampleIsRefused() {
        assertThatThrownBy(() -> MannWhitney.pValue(new double[] {1, 2}, 0))
                .hasMessageContaining("both samples need values");
    }

    /** Every choice of positions for the first sample, counted. */
    private static double enumerated(double[] values, int before) {
        int n = values.length;
        double[] ranks = new NaturalRanking().apply(values);
        double middle = before * (n + 1) / 2.0;
        double observed = Math.abs(Arrays.stream(ranks, 0, before).sum() - middle);
        long all = 0;
        long extreme = 0;
        for (int chosen = 0; chosen < 1 << n; chosen++) {
            if (Integer.bitCount(chosen) == before) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += (chosen >> i & 1) == 1 ? ranks[i] : 0;
                }
                all++;
                extreme += Math.abs(sum - middle) >= observed - 1e-9 ? 1 : 0;
            }
        }
        return (double) extreme / all;
    }
}
