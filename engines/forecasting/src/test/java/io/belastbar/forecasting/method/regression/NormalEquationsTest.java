package io.belastbar.forecasting.method.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NormalEquationsTest {

    @Property(tries = 50)
    void findsTheWeightsThatTheRightSideWasMadeOf(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int k) {
        var random = new Random(seed);
        double[][] rows = new double[4 * k][k];
        for (var row : rows) {
            for (int i = 0; i < k; i++) {
                row[i] = random.nextGaussian();
            }
        }
        double[] weights = random.doubles(k, -3, 3).toArray();
        double[][] gram = gram(rows, k);
        double[] right = times(gram, weights);

        assertThat(NormalEquations.solve(gram, right, 0)).containsExactly(weights, within(1e-6));
    }

    @Test
    void twoEqualColumnsShareTheirWeight() {
        double[] weights = NormalEquations.solve(new double[][] {{4, 4}, {4, 4}}, new double[] {8, 8}, 1e-6);

        assertThat(weights).containsExactly(new double[] {1, 1}, within(1e-3));
    }

    @Test
    void nothingToLearnFromIsNoWeight() {
        assertThat(NormalEquations.solve(new double[2][2], new double[2], 1e-6)).containsExactly(0, 0);
    }

    private static double[][] gram(double[][] rows, int k) {
        var gram = new double[k][k];
        for (var row : rows) {
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    gram[i][j] += row[i] * row[j];
                }
            }
        }
        return gram;
    }

    private static double[] times(double[][] matrix, double[] vector) {
        var product = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            for (int j = 0; j < vector.length; j++) {
                product[i] += matrix[i][j] * vector[j];
            }
        }
        return product;
    }
}
