package io.belastbar.forecasting.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GuardedTest {

    /** Answers what it is told, whatever the history. */
    private record Says(double value) implements Method {
        @Override
        public String name() {
            return "says";
        }

        @Override
        public boolean takes(int values, Seasons seasons) {
            return true;
        }

        @Override
        public double[] forecast(double[] history, Seasons seasons, int horizon) {
            var forecast = new double[horizon];
            Arrays.fill(forecast, value);
            return forecast;
        }
    }

    @Test
    void whatIsNoNumberIsTheLastValue() {
        assertThat(new Guarded(new Says(Double.NaN)).forecast(new double[] {1, 2, 7}, Seasons.NONE, 1))
                .containsExactly(7);
    }

    @Test
    void whatRunsAwayStaysWithinThreeRanges() {
        var history = new double[] {10, 20};

        assertThat(new Guarded(new Says(1e30)).forecast(history, Seasons.NONE, 1))
                .containsExactly(50);
        assertThat(new Guarded(new Says(Double.NEGATIVE_INFINITY)).forecast(history, Seasons.NONE, 1))
                .containsExactly(-20);
        assertThat(new Guarded(new Says(45)).forecast(history, Seasons.NONE, 1)).containsExactly(45);
    }

    @Test
    void aHorizonLongerThanTheHistoryHasMoreRoom() {
        assertThat(new Guarded(new Says(1e30)).forecast(new double[] {10, 20}, Seasons.NONE, 4)[3])
                .isEqualTo(80);
    }

    @Test
    void sizesWhoseSquaresOverflowOrVanishLoseNoDigit() {
        var drift = new Guarded(new Drift());

        assertThat(drift.forecast(new double[] {1e300, 2e300}, Seasons.NONE, 1)[0])
                .isEqualTo(3e300);
        assertThat(drift.forecast(new double[] {4e-310, 8e-310}, Seasons.NONE, 1)[0])
                .isCloseTo(1.2e-309, within(1e-320));
        assertThat(drift.forecast(new double[] {-Double.MAX_VALUE, Double.MAX_VALUE}, Seasons.NONE, 1)[0])
                .isEqualTo(Double.MAX_VALUE);
    }

    @Test
    void ofAMillionValuesTheLastTwoYearsOfHoursAreSeen() {
        var history = new double[1_000_000];
        Arrays.setAll(history, i -> i % 1000);
        double[] seen = Arrays.copyOfRange(history, history.length - Guarded.VALUES_MOST, history.length);

        assertThat(new Guarded(new LeastSquares()).forecast(history, Seasons.NONE, 3))
                .containsExactly(new LeastSquares().forecast(seen, Seasons.NONE, 3));
    }
}
