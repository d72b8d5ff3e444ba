package io.belastbar.forecasting.method.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.forecasting.method.Method;
import io.belastbar.forecasting.method.Seasons;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeasonalAutoRegressionTest {

    private static final Method LEVELS = new SeasonalAutoRegression("a", false, false);
    private static final Method LOGARITHMS = new SeasonalAutoRegression("b", true, false);
    private static final Method STEPS = new SeasonalAutoRegression("c", false, true);
    private static final Method LOG_STEPS = new SeasonalAutoRegression("d", true, true);

    @Test
    void aWaveThatTwoValuesDetermineGoesOn() {
        // y = 2·cos(ω)·y₋₁ − y₋₂ for every sine wave
        double[] forecast = LEVELS.forecast(wave(200, 11), Seasons.NONE, 11);

        for (int i = 0; i < forecast.length; i++) {
            assertThat(forecast[i]).isCloseTo(Math.sin(2 * Math.PI * (200 + i) / 11), within(0.01));
        }
    }

    @Test
    void findsTheWeightOfANoisyProcess() {
        // the forecast of y = 0.8·y₋₁ + e falls to the mean by 0.8 a step
        var random = new Random(3);
        var values = new double[4000];
        for (int i = 1; i < values.length; i++) {
            values[i] = 0.8 * values[i - 1] + random.nextGaussian();
        }
        values[values.length - 1] = 30;

        double[] forecast = LEVELS.forecast(values, Seasons.NONE, 3);

        assertThat(forecast[0] / 30).isCloseTo(0.8, within(0.06));
        assertThat(forecast[2] / 30).isCloseTo(0.8 * 0.8 * 0.8, within(0.08));
    }

    @Test
    void aDayAndAWeekComeAgain() {
        var values = new double[24 * 7 * 5];
        for (int i = 0; i < values.length; i++) {
            values[i] = 100 + dayAndWeek(i);
        }

        for (var method : new Method[] {LEVELS, LOGARITHMS, STEPS, LOG_STEPS}) {
            double[] forecast = method.forecast(values, Seasons.of(24, 168), 48);

            for (int i = 0; i < 48; i++) {
                assertThat(forecast[i])
                        .as(method.name() + " at " + i)
                        .isCloseTo(100 + dayAndWeek(values.length + i), within(3.0));
            }
        }
    }

    @Test
    void stepsCarryALineOn() {
        var values = new double[80];
        for (int i = 0; i < values.length; i++) {
            values[i] = 5 + 0.5 * i;
        }

        assertThat(STEPS.forecast(values, Seasons.NONE, 20)[19]).isCloseTo(5 + 0.5 * 99, within(0.01));
    }

    @Test
    void logarithmsOfStepsCarryAGrowthFactorOn() {
        var values = new double[80];
        for (int i = 0; i < values.length; i++) {
            values[i] = 100 * Math.pow(1.01, i);
        }

        assertThat(LOG_STEPS.forecast(values, Seasons.NONE, 20)[19]).isCloseTo(100 * Math.pow(1.01, 99), within(0.1));
    }

    @Test
    void aSeriesWithAZeroHasNoLogarithmAndIsTakenAsItIs() {
        double[] values = new Random(5).doubles(100, 0, 10).toArray();
        values[50] = 0;

        assertThat(LOGARITHMS.forecast(values, Seasons.NONE, 5))
                .containsExactly(LEVELS.forecast(values, Seasons.NONE, 5));
    }

    private static double[] wave(int n, double period) {
        var values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = Math.sin(2 * Math.PI * i / period);
        }
        return values;
    }

    private static double dayAndWeek(int i) {
        return 20 * Math.sin(2 * Math.PI * i / 24) + (i / 24 % 7 < 5 ? 10 : -10);
    }
}
