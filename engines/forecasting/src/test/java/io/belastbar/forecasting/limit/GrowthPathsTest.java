package io.belastbar.forecasting.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Growth that is no straight line from the first day to the last. */
class GrowthPathsTest {

    @ParameterizedTest
    @ValueSource(doubles = {0.003, 0.006, 0.012})
    void growthByAShareMeetsTheLimitWhenItDoes(double share) {
        for (int seed = 0; seed < 3; seed++) {
            double[] days = noisy(200, 0.01, seed, day -> 100 * Math.pow(1 + share, day));

            var passage = new PeakPaths(days, 1, 365).passage(100 * Math.pow(1 + share, 199 + 90));

            assertThat(passage.by(0.5)).isCloseTo(90, within(12.0));
            assertThat(new GrowthPaths(days).slope())
                    .isCloseTo(100 * Math.log1p(share) * Math.pow(1 + share, 199), within(share * 100));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 90})
    void growthThatStoppedMeetsNoLimit(int since) {
        double[] days = noisy(150 + since, 0.001, since, day -> 100 + Math.min(day, 150));
        double[] slow =
                noisy(150 + since, 0.001, since, day -> 100 + Math.min(day, 150) + 0.05 * Math.max(0, day - 150));

        assertThat(new PeakPaths(days, 1, 90).passage(258).by(0.1)).isEqualTo(FirstPassage.NEVER);
        assertThat(new PeakPaths(slow, 1, 90).passage(slow[slow.length - 1] + 8).by(0.5))
                .isEqualTo(FirstPassage.NEVER);
        assertThat(new GrowthPaths(days).slope()).isCloseTo(0, within(0.02));
        assertThat(new GrowthPaths(days).since()).isBetween(146, 154);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 20, 50})
    void growthThatBeganMeetsItWhenItDoes(int since) {
        for (int seed = 0; seed < 4; seed++) {
            double[] days = noisy(150 + since, 0.005, seed, day -> 100 + Math.max(0, day - 150));

            var passage = new PeakPaths(days, 1, 180).passage(100 + since + 39);

            assertThat(passage.by(0.5)).isCloseTo(40, within(9.0));
        }
    }

    @Test
    void aLineStartsAtItsFirstDay() {
        assertThat(new GrowthPaths(noisy(120, 0.01, 1, day -> 100 + day)).since())
                .isZero();
        assertThat(new GrowthPaths(noisy(120, 0.01, 1, day -> 100)).since()).isZero();
    }

    @Test
    void whatFallsByAShareIsMetFromAbove() {
        double[] days = noisy(200, 0.01, 3, day -> -1000 * Math.pow(0.99, day));

        assertThat(new PeakPaths(days, 1, 180)
                        .passage(-1000 * Math.pow(0.99, 199 + 60))
                        .by(0.5))
                .isCloseTo(60, within(5.0));
    }

    private static double[] noisy(int n, double share, long seed, IntToDoubleFunction shape) {
        var random = new Random(seed);
        double[] days = new double[n];
        Arrays.setAll(days, day -> shape.applyAsDouble(day) * (1 + share * random.nextGaussian()));
        return days;
    }
}
