package io.belastbar.forecasting.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class LevelShiftTest {

    @Test
    void aLevelThatRoseOrFellForGoodIsFound() {
        assertThat(LevelShift.last(noisy(90, day -> day < 50 ? 40 : 70)))
                .hasValueSatisfying(shift -> assertThat(shift.at()).isEqualTo(50));
        assertThat(LevelShift.last(noisy(300, day -> day < 200 ? 900 : 300)))
                .hasValueSatisfying(shift -> assertThat(shift.at()).isEqualTo(200));
    }

    @Test
    void theLastOfTwoCounts() {
        assertThat(LevelShift.last(noisy(120, day -> day < 40 ? 40 : day < 80 ? 70 : 55)))
                .hasValueSatisfying(shift -> assertThat(shift.at()).isEqualTo(80));
    }

    @Test
    void fewValuesAfterItDoNotConfirmIt() {
        assertThat(LevelShift.last(noisy(90, day -> day < 85 ? 40 : 70))).isEmpty();
    }

    @Test
    void aLineAndAWeekAreNone() {
        assertThat(LevelShift.last(noisy(90, day -> 40 + day))).isEmpty();
        assertThat(LevelShift.last(noisy(90, day -> day % 7 < 5 ? 80 : 40))).isEmpty();
    }

    @Test
    void whatFallsAfterARiseWasEmptied() {
        assertThat(LevelShift.last(noisy(90, day -> day < 60 ? 40 + day : day - 20)))
                .isEmpty();
        assertThat(LevelShift.last(noisy(180, day -> 40 + 0.5 * (day % 100)))).isEmpty();
    }

    @Test
    void growthThatBeganOrEndedIsNone() {
        assertThat(LevelShift.last(noisy(90, day -> 40 + Math.max(0, day - 60))))
                .isEmpty();
        assertThat(LevelShift.last(noisy(200, day -> 100 + Math.max(0, day - 150))))
                .isEmpty();
        assertThat(LevelShift.last(noisy(180, day -> 190 + Math.min(90, day)))).isEmpty();
        assertThat(LevelShift.last(noisy(180, day -> 190 + Math.clamp(day - 60, 0, 60))))
                .isEmpty();
    }

    @Test
    void whatLiesInsideTheNoiseIsNone() {
        assertThat(LevelShift.last(noisy(200, day -> day < 100 ? 84.4 : 85.1))).isEmpty();
    }

    @Test
    void aStepOnALineStaysOne() {
        assertThat(LevelShift.last(noisy(120, day -> 40 + 0.05 * day + (day < 60 ? 0 : 20))))
                .hasValueSatisfying(shift -> assertThat(shift.at()).isEqualTo(60));
    }

    private static double[] noisy(int n, IntToDoubleFunction shape) {
        var random = new Random(n);
        double[] days = new double[n];
        Arrays.setAll(days, day -> shape.applyAsDouble(day) + 0.5 * random.nextGaussian());
        return days;
    }
}
