package io.belastbar.forecasting.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AccuracyTest {

    @Test
    void smapeIsBetweenNothingAndTwoHundred() {
        assertThat(Accuracy.smape(new double[] {100, 50}, new double[] {100, 150}))
                .isCloseTo(50, within(1e-12));
        assertThat(Accuracy.smape(new double[] {0}, new double[] {0})).isZero();
        assertThat(Accuracy.smape(new double[] {1}, new double[] {0})).isEqualTo(200);
    }

    @Test
    void maseIsInStepsOfTheSeasonalNaiveMethod() {
        double[] history = {1, 10, 3, 14};

        // without a season (9 + 7 + 11) ÷ 3 = 9; with one of two (2 + 4) ÷ 2 = 3
        assertThat(Accuracy.mase(history, new double[] {5, 5}, new double[] {2, 8}, 1))
                .isCloseTo(1.0 / 3, within(1e-12));
        assertThat(Accuracy.mase(history, new double[] {5, 5}, new double[] {2, 8}, 2))
                .isCloseTo(1, within(1e-12));
        assertThat(Accuracy.mase(new double[] {4, 4}, new double[] {4}, new double[] {4}, 1))
                .isZero();
        assertThat(Accuracy.mase(new double[] {4, 4}, new double[] {5}, new double[] {4}, 1))
                .isInfinite();
    }

    @Test
    void owaOfTheYardstickIsOneAndOfHalfItsErrorsHalf() {
        var yardstick = new Tally();
        yardstick.add(new double[] {1, 2, 1, 2}, new double[] {100}, new double[] {102}, 1);
        var better = new Tally();
        better.add(new double[] {1, 2, 1, 2}, new double[] {100}, new double[] {101}, 1);

        assertThat(yardstick.owa(yardstick)).isEqualTo(1);
        assertThat(better.owa(yardstick)).isCloseTo(0.5, within(0.01));
    }

    @Test
    void theIndicesOfAMultipliedSeasonAreItsFactors() {
        double[] factors = {0.5, 1, 1.2, 1.3};
        var values = new double[40];
        for (int i = 0; i < values.length; i++) {
            values[i] = 80 * factors[i % 4];
        }

        assertThat(Naive2.indices(values, 4)).containsExactly(factors, within(1e-12));
        assertThat(Naive2.forecast(values, 4, 5)).containsExactly(new double[] {40, 80, 96, 104, 40}, within(1e-9));
    }

    @Test
    void aSeasonIsBeyondChanceOrNone() {
        double[] noise = new Random(2).doubles(120, 10, 20).toArray();
        var season = noise.clone();
        for (int i = 0; i < season.length; i++) {
            season[i] += i % 12 == 3 ? 30 : 0;
        }

        assertThat(Naive2.seasonal(noise, 12)).isFalse();
        assertThat(Naive2.seasonal(season, 12)).isTrue();
        assertThat(Naive2.seasonal(java.util.Arrays.copyOf(season, 35), 12))
                .as("below three cycles")
                .isFalse();
        assertThat(Naive2.forecast(noise, 12, 2)).containsExactly(noise[119], noise[119]);
    }
}
