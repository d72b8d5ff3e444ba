package io.belastbar.load.comparison.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StepDownTest {

    private static final int DRAWS = 20_000;

    @Test
    void whatRisesAndFallsTogetherIsOneChanceAndNotFour() {
        double[] normal = normal(1);

        double[] adjusted = StepDown.adjusted(
                new double[] {1.959964, 1.959964, 1.959964, 1.959964}, new double[][] {normal, normal, normal, normal});

        assertThat(Arrays.stream(adjusted).boxed()).allMatch(p -> Math.abs(p - 0.05) < 0.006);
    }

    @Test
    void independentChancesAddUp() {
        double[] adjusted = StepDown.adjusted(new double[] {2.4, 0.1}, new double[][] {normal(1), normal(2)});

        // Two chances of 1.64 %: 1 − (1 − 0.0164)².
        assertThat(adjusted[0]).isCloseTo(0.0325, within(0.005));
        assertThat(adjusted[1]).isGreaterThan(0.85);
    }

    @Test
    void aWeakerStatisticNeverHasTheSmallerPValue() {
        double[] adjusted = StepDown.adjusted(new double[] {3, 1, 2}, new double[][] {normal(1), normal(2), normal(3)});

        assertThat(adjusted[0]).isLessThanOrEqualTo(adjusted[2]);
        assertThat(adjusted[2]).isLessThanOrEqualTo(adjusted[1]);
    }

    @Test
    void nothingTestedIsNothingCorrected() {
        assertThat(StepDown.adjusted(new double[0], new double[0][])).isEmpty();
    }

    private static double[] normal(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] draws = new double[DRAWS];
        Arrays.setAll(draws, draw -> random.nextGaussian());
        return draws;
    }
}
