package io.belastbar.forecasting.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
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

    /** Whatever month it begins with: a quarter of a year may hold two first days of a month only. */
    @Test
    void aCleanupOnADayOfEachMonthIsFoundFromItsSecondTimeOn() {
        for (int days : new int[] {90, 120, 400}) {
            for (int start = 0; start < 365; start += 9) {
                double[] first = monthly(LocalDate.of(2025, 1, 1).plusDays(start), days, true);
                double[] last = monthly(LocalDate.of(2025, 1, 1).plusDays(start), days, false);

                for (double[] disk : new double[][] {first, last}) {
                    var cleanups = Cleanups.of(disk);
                    assertThat(cleanups.times())
                            .as("%d days from day %d", days, start)
                            .isGreaterThanOrEqualTo(2);
                    assertThat(cleanups.longest()).isEqualTo(31);
                    assertThat(Arrays.stream(cleanups.peaks(disk)).min().orElseThrow())
                            .isGreaterThan(66);
                }
            }
        }
    }

    @Test
    void twoDropsOfWhichNoneIsMonthlyAreNone() {
        double[] fortnight = new double[60];
        double[] once = new double[120];
        double[] falling = new double[60];
        Arrays.setAll(fortnight, day -> 40 + day - (day < 20 ? 0 : 20) - (day < 36 ? 0 : 16));
        // A third one would have come by now.
        Arrays.setAll(once, day -> 40 + day - (day < 25 ? 0 : 30) - (day < 55 ? 0 : 30));
        // The second takes back little of what came since the first.
        Arrays.setAll(falling, day -> 40 + day - (day < 15 ? 0 : 40) - (day < 45 ? 0 : 8));

        assertThat(Cleanups.of(fortnight)).isEqualTo(Cleanups.NONE);
        assertThat(Cleanups.of(once)).isEqualTo(Cleanups.NONE);
        assertThat(Cleanups.of(falling)).isEqualTo(Cleanups.NONE);
    }

    /** It grows by one a day, under noise, and is emptied on the first, or the last, day of each month. */
    private static double[] monthly(LocalDate from, int days, boolean first) {
        var random = new Random(from.toEpochDay());
        double[] disk = new double[days];
        Arrays.setAll(disk, day -> {
            LocalDate date = from.plusDays(day);
            int age = first
                    ? date.getDayOfMonth() - 1
                    : date.getDayOfMonth() == date.lengthOfMonth() ? 0 : date.getDayOfMonth();
            return 40 + age + 0.2 * random.nextGaussian();
        });
        return disk;
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
