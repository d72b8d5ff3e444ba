package io.belastbar.forecasting.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CleanupsTest {

    @Test
    void aWeeklyCleanupIsFoundWithAndWithoutNetGrowth() {
        for (double net : new double[] {0, 0.5}) {
            double[] days = new double[60];
            Arrays.setAll(days, day -> 40 + day % 7 + net * day);

            var cleanups = Cleanups.of(days);

            assertThat(cleanups.times()).isEqualTo(8);
            assertThat(cleanups.period()).isEqualTo(7);
            assertThat(cleanups.regular()).isTrue();
        }
    }

    @Test
    void aCleanupAfterFourToTenDaysIsFoundAndIrregular() {
        var random = new Random(3);
        double[] days = new double[90];
        int next = 5;
        for (int day = 1; day < 90; day++) {
            days[day] = days[day - 1] + 1;
            if (day == next) {
                days[day] = 0;
                next += 4 + random.nextInt(7);
            }
        }

        var cleanups = Cleanups.of(days);

        assertThat(cleanups.times()).isGreaterThan(8);
        assertThat(cleanups.longest()).isBetween(4, 10);
        assertThat(cleanups.regular()).isFalse();
    }

    @Test
    void weekendsNoiseAndALineAreNoCleanups() {
        var random = new Random(4);
        double[] weekends = new double[90];
        double[] noise = new double[90];
        double[] line = new double[90];
        Arrays.setAll(weekends, day -> (day % 7 < 5 ? 80 : 30) + random.nextGaussian());
        Arrays.setAll(noise, day -> 50 + 10 * random.nextGaussian());
        Arrays.setAll(line, day -> day + 0.1 * random.nextGaussian());

        assertThat(Cleanups.of(weekends)).isEqualTo(Cleanups.NONE);
        assertThat(Cleanups.of(noise)).isEqualTo(Cleanups.NONE);
        assertThat(Cleanups.of(line)).isEqualTo(Cleanups.NONE);
    }

    @Test
    void aPlainFallIsNone() {
        for (int seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            double[] noisy = new double[120];
            double[] whole = new double[120];
            double[] stepwise = new double[120];
            Arrays.setAll(noisy, day -> 99 - 0.1 * day + 0.1 * random.nextGaussian());
            Arrays.setAll(whole, day -> Math.round(99 - 0.2 * day));
            Arrays.setAll(stepwise, day -> 99 - day / 5 + 0.02 * random.nextGaussian());

            assertThat(Cleanups.of(noisy)).isEqualTo(Cleanups.NONE);
            assertThat(Cleanups.of(whole)).isEqualTo(Cleanups.NONE);
            assertThat(Cleanups.of(stepwise)).isEqualTo(Cleanups.NONE);
        }
    }
}
