package io.belastbar.forecasting.method.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.forecasting.method.LeastSquares;
import io.belastbar.forecasting.method.Seasons;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SmoothingTest {

    /** Saudi Arabia's oil production, 1996 to 2013: Hyndman, Athanasopoulos, Forecasting 2nd ed., 7.1. */
    private static final double[] OIL = {
        445.36, 453.20, 454.41, 422.38, 456.04, 440.39, 425.19, 486.21, 500.43, 521.28, 508.95, 488.89, 509.87, 456.72,
        473.82, 525.95, 549.83, 542.34
    };

    @Test
    void simpleSmoothingMeetsThePublishedExample() {
        // there: α 0.83, forecast 542.68
        assertThat(SimpleSmoothing.level(OIL, 0.8339)).isCloseTo(542.68, within(0.01));
        assertThat(new SimpleSmoothing().forecast(OIL, Seasons.NONE, 2)[1]).isCloseTo(542.68, within(0.3));
    }

    @Property(tries = 20)
    void alphaIsAsGoodAsTheBestOfAGrid(@ForAll long seed) {
        double[] values = walk(seed, 60);

        double found = squares(values, SimpleSmoothing.alpha(values));

        for (double alpha = 0.01; alpha < 1; alpha += 0.01) {
            assertThat(found).isLessThanOrEqualTo(squares(values, alpha) * 1.001);
        }
    }

    @Property(tries = 20)
    void thetaIsTheMeanOfItsTwoLines(@ForAll long seed) {
        int n = 80;
        double[] values = walk(seed, n);
        double[] line = new LeastSquares().forecast(values, Seasons.NONE, 5);
        double slope = line[1] - line[0];
        double alpha = SimpleSmoothing.alpha(values);
        if (alpha < 0.3) {
            return; // where the first values still weigh, the closed form starts otherwise
        }
        var doubled = new double[n];
        for (int i = 0; i < n; i++) {
            doubled[i] = 2 * values[i] - (line[0] - slope * (n - i));
        }
        double level = SimpleSmoothing.level(doubled, alpha);

        double[] forecast = new Theta().forecast(values, Seasons.NONE, 5);

        for (int i = 0; i < 5; i++) {
            assertThat(forecast[i]).isCloseTo((level + line[i]) / 2, within(1e-6));
        }
    }

    @Test
    void holtCarriesALineOnExactly() {
        assertThat(new Holt(false).forecast(line(30), Seasons.NONE, 3))
                .containsExactly(new double[] {67, 69, 71}, within(1e-6));
    }

    @Test
    void dampedHoltFadesByItsFactor() {
        double[] forecast = new Holt(true).forecast(line(30), Seasons.NONE, 4);

        double ratio = (forecast[2] - forecast[1]) / (forecast[1] - forecast[0]);
        assertThat(ratio).isBetween(0.8, 0.9800001);
        assertThat((forecast[3] - forecast[2]) / (forecast[2] - forecast[1])).isCloseTo(ratio, within(1e-9));
    }

    @Test
    void holtWintersCarriesASeasonOn() {
        var values = new double[60];
        for (int i = 0; i < values.length; i++) {
            values[i] = 100 + 10 * Math.sin(2 * Math.PI * i / 6);
        }

        double[] forecast = new HoltWinters(false).forecast(values, Seasons.of(6), 6);

        for (int i = 0; i < 6; i++) {
            assertThat(forecast[i]).isCloseTo(100 + 10 * Math.sin(2 * Math.PI * i / 6), within(0.01));
        }
    }

    @Test
    void multipliedSeasonsKeepTheirShareOfTheLevel() {
        double[] factors = {1, 2, 4};
        var values = new double[60];
        for (int i = 0; i < values.length; i++) {
            values[i] = 10 * Math.pow(1.02, i) * factors[i % 3];
        }

        double[] forecast = new HoltWinters(true).forecast(values, Seasons.of(3), 3);

        assertThat(forecast[1] / forecast[0]).isCloseTo(2, within(0.15));
        assertThat(forecast[2] / forecast[0]).isCloseTo(4, within(0.3));
    }

    @Test
    void theSearchFindsTheBottomOfABentValleyAndStaysInItsBox() {
        double[] found = Search.least(
                at -> Math.pow(1 - at[0], 2) + 100 * Math.pow(at[1] - at[0] * at[0], 2),
                new double[] {-1, 1},
                new double[] {-2, -2},
                new double[] {2, 2},
                400);
        assertThat(found).containsExactly(new double[] {1, 1}, within(0.02));

        double[] edge = Search.least(
                at -> -at[0] - at[1], new double[] {0.5, 0.5}, new double[] {0, 0}, new double[] {1, 0.7}, 100);
        assertThat(edge).containsExactly(new double[] {1, 0.7}, within(1e-3));
    }

    private static double squares(double[] values, double alpha) {
        double level = (values[0] + values[1] + values[2] + values[3]) / 4;
        double sum = 0;
        for (double value : values) {
            sum += (value - level) * (value - level);
            level = alpha * value + (1 - alpha) * level;
        }
        return sum;
    }

    private static double[] walk(long seed, int n) {
        var random = new Random(seed);
        var values = new double[n];
        for (int i = 1; i < n; i++) {
            values[i] = values[i - 1] + random.nextGaussian();
        }
        return values;
    }

    private static double[] line(int n) {
        var values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = 7 + 2 * i;
        }
        return values;
    }
}
