package io.belastbar.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.forecasting.limit.LimitDate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A year may come back in so long a history, and need not. */
class TwoYearsTest {
    private static final double WEEKS_AHEAD = 52;
    private static final double HALF_A_YEAR = 26;

    @Test
    void whatGrowsByHalfWithoutAYearMeetsItsLimitWhenItDoes() {
        for (int days : new int[] {7, 1}) {
            for (int seed = 0; seed < 4; seed++) {
                int count = 2 * 364 / days + 3;
                double perWeek = 50 / 104.0;
                double[] values = grown(seed, count, days, perWeek, 3);
                double limit = 100 + perWeek * ((count - 1) * days / 7.0 + WEEKS_AHEAD) + 2 * 3;

                var series = series(values, days);
                var date = (LimitDate.Expected) Forecasting.select(series, Duration.ofDays(540))
                        .errors()
                        .reaches(limit, false);

                assertThat(date.p50())
                        .as("seed %d, steps of %d days", seed, days)
                        .isNotNull();
                assertThat(Duration.between(series.end(), date.p50()).toDays() / 7.0)
                        .as("seed %d, steps of %d days", seed, days)
                        .isCloseTo(WEEKS_AHEAD, within(HALF_A_YEAR));
            }
        }
    }

    @Test
    void aYearThatComesBackAndDoesNotGrowMeetsNoLimitAboveIt() {
        for (int seed = 0; seed < 4; seed++) {
            double[] values = grown(seed, 110, 7, 0, 3);
            for (int i = 0; i < values.length; i++) {
                values[i] += 30 * Math.sin(2 * Math.PI * i / 52.18 + seed);
            }
            double limit = 1.15 * Arrays.stream(values).max().orElseThrow();

            var date = Forecasting.select(series(values, 7), Duration.ofDays(364))
                    .errors()
                    .reaches(limit, false);

            assertThat(date)
                    .matches(found -> !(found instanceof LimitDate.Expected expected) || expected.p50() == null);
        }
    }

    private static double[] grown(int seed, int count, int days, double perWeek, double noise) {
        var random = new Random(31L * seed + 7);
        double[] values = new double[count];
        Arrays.setAll(values, i -> 100 + perWeek * i * days / 7 + noise * random.nextGaussian());
        return values;
    }

    private static Series series(double[] values, int days) {
        return new Series(
                Instant.parse("2024-01-01T00:00:00Z"),
                Duration.ofDays(days),
                ZoneOffset.UTC,
                values,
                Bounds.NOT_NEGATIVE);
    }
}
