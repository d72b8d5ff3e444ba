package io.belastbar.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.forecasting.limit.LimitDate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastingTest {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void aStraightLineMeetsItsLimitOnTheDay() {
        var series = daily(IntStream.range(0, 90).mapToDouble(i -> 100 + i).toArray());

        var outlook = Forecasting.select(series, Duration.ofDays(90));

        assertThat(outlook.expected()).hasSize(90);
        assertThat(outlook.expected()[9]).isCloseTo(199, within(0.5));
        assertThat(outlook.trend()).isEqualTo(Trend.RISING);
        assertThat(outlook.slopePerDay()).isCloseTo(1, within(0.01));
        assertThat(outlook.errors().reaches(219, false))
                .isInstanceOfSatisfying(LimitDate.Expected.class, date -> assertThat(date.p50())
                        .isBetween(
                                series.end().plus(Duration.ofDays(29)),
                                series.end().plus(Duration.ofDays(31))));
    }

    @Test
    void carryingOnWithTheKeptChoiceGivesTheSame() {
        var series = daily(IntStream.range(0, 60).mapToDouble(i -> 50 + i % 5).toArray());
        var selected = Forecasting.select(series, Duration.ofDays(20));

        var carriedOn = Forecasting.carryOn(series, Duration.ofDays(20), selected.choice());

        assertThat(carriedOn.expected()).containsExactly(selected.expected());
        assertThat(carriedOn.errors().interval(7, 0.95))
                .isEqualTo(selected.errors().interval(7, 0.95));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 13})
    void fewValuesAreAnsweredWithWhatTheyCannotShow(int n) {
        var series = daily(IntStream.range(0, n).mapToDouble(i -> 7 + i % 3).toArray());

        var outlook = Forecasting.select(series, Duration.ofDays(550));

        assertThat(outlook.remarks()).anyMatch(Remark.HorizonCut.class::isInstance);
        assertThat(outlook.expected()).hasSize(PreparedSeries.REACH * n);
        assertThat(Arrays.stream(outlook.expected()).allMatch(Double::isFinite)).isTrue();
        assertThat(outlook.errors().interval(1, 0.95).lower())
                .isLessThanOrEqualTo(outlook.errors().interval(1, 0.95).upper());
    }

    @Test
    void nothingMeasuredIsRefused() {
        for (int n : new int[] {0, 3}) {
            double[] gaps = new double[n];
            Arrays.fill(gaps, Double.NaN);
            assertThatThrownBy(() -> Forecasting.select(daily(gaps), DAY))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a series has a measured value: had none of " + n);
        }
    }

    @Test
    void whatIsNoHorizonIsRefused() {
        var series = daily(1, 2, 3);

        for (var horizon : new Duration[] {Duration.ZERO, DAY.negated()}) {
            assertThatThrownBy(() -> Forecasting.select(series, horizon))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a horizon lies ahead: was " + horizon);
        }
    }

    @Test
    void reachedSinceTheLastStretchBeyondTheLimit() {
        var above = daily(5, 12, 5, 6, 11, Double.NaN, 13);
        var below = daily(9, 3, 9, 9, 2, 1);

        assertThat(Forecasting.select(above, DAY).errors().reaches(10, false))
                .isEqualTo(new LimitDate.Reached(above.at(4)));
        assertThat(Forecasting.select(below, DAY).errors().reaches(4, true))
                .isEqualTo(new LimitDate.Reached(below.at(4)));
    }

    @Test
    void aPeakAtNineStaysAtNineWhenTheClockChanges() {
        var zone = ZoneId.of("Europe/Berlin");
        var start = Instant.parse("2024-03-10T23:00:00Z");
        var series = new Series(start, HOUR, zone, new double[24 * 16], Bounds.NOT_NEGATIVE);
        double[] values = IntStream.range(0, 24 * 16)
                .mapToDouble(i -> series.at(i).atZone(zone).getHour() == 9 ? 80 : 20)
                .toArray();

        var outlook =
                Forecasting.select(new Series(start, HOUR, zone, values, Bounds.NOT_NEGATIVE), Duration.ofDays(7));

        assertThat(outlook.remarks()).contains(new Remark.ClockChanged(Instant.parse("2024-03-31T01:00:00Z")));
    }

    private static Series daily(double... values) {
        return new Series(START, DAY, ZoneOffset.UTC, values, Bounds.NONE);
    }
}
