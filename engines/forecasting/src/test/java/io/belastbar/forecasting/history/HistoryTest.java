package io.belastbar.forecasting.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistoryTest {

    @Test
    void seasonsFollowFromTheStepAndAreSeenTwice() {
        assertThat(Periods.of(Duration.ofHours(1), 400).periods()).containsExactly(24, 168);
        assertThat(Periods.of(Duration.ofHours(1), 300).periods()).containsExactly(24);
        assertThat(Periods.of(Duration.ofHours(1), 47).periods()).isEmpty();
        assertThat(Periods.of(Duration.ofDays(1), 90).periods()).containsExactly(7);
        assertThat(Periods.of(Duration.ofDays(1), 730).periods()).containsExactly(7, 365);
        assertThat(Periods.of(Duration.ofDays(7), 104).periods()).containsExactly(52);
        assertThat(Periods.of(Duration.ofDays(7), 103).periods()).isEmpty();
    }

    @Test
    void aGapIsBridgedByTheWeeksBesideItElseByALine() {
        double[] weeks = new double[21];
        Arrays.setAll(weeks, i -> i % 7);
        double[] gap = weeks.clone();
        Arrays.fill(gap, 8, 12, Double.NaN);

        assertThat(Gaps.of(gap)).isEqualTo(new Gaps(4, 4));
        assertThat(Gaps.bridged(gap, List.of(7))).containsExactly(weeks);
        assertThat(Gaps.bridged(new double[] {1, Double.NaN, Double.NaN, 4}, List.of()))
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void fiveMinutesBecomeTheHoursOfTheZone() {
        var zone = ZoneId.of("Asia/Kolkata");
        var start = Instant.parse("2024-01-01T00:15:00Z");
        double[] values = {1, 3, 5, 7, 9, Double.NaN};

        // 05:45, 05:50, 05:55 | 06:00, 06:05, 06:10
        var hours = Hours.of(start, Duration.ofMinutes(5), zone, values);

        assertThat(hours.start()).isEqualTo(Instant.parse("2023-12-31T23:30:00Z"));
        assertThat(hours.means()).containsExactly(3, 8);
        assertThat(Hours.tellMore(Duration.ofMinutes(5), 576)).isTrue();
        assertThat(Hours.tellMore(Duration.ofMinutes(5), 575)).isFalse();
        assertThat(Hours.tellMore(Duration.ofHours(1), 9_000)).isFalse();
    }

    @Test
    void aDayEndsWithTheLastValue() {
        double[] values = {100, 1, 2, 3, Double.NaN, 5, 6};

        assertThat(Days.maxima(values, 3)).containsExactly(3, 6);
        assertThat(Days.means(values, 3)).containsExactly(2, 5.5);
        assertThat(Days.maxima(new double[] {4, 2}, 24)).containsExactly(4);
    }

    @Test
    void aValueFarFromItsNeighboursIsCountedAndASeasonsPeakIsNot() {
        var random = new Random(5);
        double[] calm = new double[100];
        Arrays.setAll(calm, i -> 50 + random.nextGaussian());
        double[] spiked = calm.clone();
        spiked[40] = 200;
        double[] peaks = new double[480];
        Arrays.setAll(peaks, i -> i % 24 == 9 ? 90 + random.nextGaussian() : 20 + random.nextGaussian());

        assertThat(Outliers.count(calm, List.of(7))).isZero();
        assertThat(Outliers.count(spiked, List.of(7))).isEqualTo(1);
        assertThat(Outliers.count(peaks, List.of(24, 168))).isZero();
        assertThat(Outliers.count(new double[] {1, 1, 1, 1, 1, 1, 9, 1, 1, 1, 1, 1}, List.of()))
                .isEqualTo(1);
    }
}
