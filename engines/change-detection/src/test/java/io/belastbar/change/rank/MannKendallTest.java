package io.belastbar.change.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class MannKendallTest {

    /** Kendall's score of all orders of 7 values has the variance that the formula says, with and without ties. */
    @Test
    void theVarianceIsThatOfAllOrders() {
        double[] values = {1, 2, 3, 4, 5, 6, 7};
        double[] tied = {1, 2, 2, 2, 5, 5, 7};

        assertThat(variance(values)).isCloseTo(7 * 6 * 19 / 18.0, within(1e-9));
        assertThat(variance(tied)).isCloseTo((7 * 6 * 19 - 3 * 2 * 11 - 2 * 9) / 18.0, within(1e-9));
        assertThat(MannKendall.pValue(values, 1)).isCloseTo(p(20 / Math.sqrt(variance(values))), within(1e-12));
        assertThat(MannKendall.pValue(tied, 1)).isCloseTo(p(16 / Math.sqrt(variance(tied))), within(1e-12));
    }

    @Test
    void dependenceWidensIt() {
        double[] values = {1, 2, 3, 4, 5, 6, 7};

        assertThat(MannKendall.pValue(values, 4)).isCloseTo(p(10 / Math.sqrt(variance(values))), within(1e-12));
    }

    @Test
    void equalValuesSayNothing() {
        assertThat(MannKendall.pValue(new double[20], 1)).isEqualTo(1);
        assertThat(MannKendall.pValue(new double[] {3}, 1)).isEqualTo(1);
    }

    @Test
    void theSlopeIsTheMedianOfAllSlopes() {
        assertThat(Location.slope(List.of(new double[] {1, 3, 5, 7, 900}))).isEqualTo(2);
        assertThat(Location.slope(List.of(new double[] {1, 3, 5}, new double[] {50, 52})))
                .isEqualTo(2);
        assertThat(Location.slope(List.of(new double[] {1}))).isZero();
    }

    private static double p(double z) {
        return 2 * NormalDistribution.of(0, 1).survivalProbability(z);
    }

    private static double variance(double[] values) {
        double[] sums = {0, 0};
        permute(values.clone(), 0, sums);
        return sums[0] / sums[1];
    }

    private static void permute(double[] values, int at, double[] sums) {
        if (at == values.length) {
            double score = 0;
            for (int i = 0; i < values.length; i++) {
                for (int k = i + 1; k < values.length; k++) {
                    score += Math.signum(values[k] - values[i]);
                }
            }
            sums[0] += score * score;
            sums[1]++;
        }
        for (int i = at; i < values.length; i++) {
            swap(values, at, i);
            permute(values, at + 1, sums);
            swap(values, at, i);
        }
    }

    private static void swap(double[] values, int one, int other) {
        double value = values[one];
        values[one] = values[other];
        values[other] = value;
    }
}
