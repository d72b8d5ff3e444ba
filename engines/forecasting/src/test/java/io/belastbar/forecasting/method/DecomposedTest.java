package io.belastbar.forecasting.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DecomposedTest {

    private final Method method = new Decomposed(new Drift());

    @Test
    void aLineWithASeasonGoesOn() {
        var values = new double[70];
        for (int i = 0; i < values.length; i++) {
            values[i] = 50 + i + 9 * Math.cos(2 * Math.PI * i / 7);
        }

        double[] forecast = method.forecast(values, Seasons.of(7), 14);

        for (int i = 0; i < 14; i++) {
            int at = 70 + i;
            assertThat(forecast[i]).isCloseTo(50 + at + 9 * Math.cos(2 * Math.PI * at / 7), within(1.0));
        }
    }

    @Test
    void needsASeasonThatWasSeenTwice() {
        assertThat(method.takes(48, Seasons.of(24, 168))).isTrue();
        assertThat(method.takes(47, Seasons.of(24, 168))).isFalse();
        assertThat(method.takes(47, Seasons.NONE)).isFalse();
        assertThat(method.name()).isEqualTo("mstl-drift");
    }
}
