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
import java.util.Random;
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

    @ParameterizedTest
    @ValueSource(strings = {"2024-03-11T23:00:00Z", "2024-10-07T22:00:00Z"})
    void aPeakAtNineStaysAtNineWhenTheClockChanges(String start) {
        for (var zone : new ZoneId[] {ZoneId.of("Europe/Berlin"), ZoneId.of("America/New_York")}) {
            var grid = new Series(Instant.parse(start), HOUR, zone, new double[24 * 20], Bounds.NOT_NEGATIVE);
            double[] values = IntStream.range(0, 24 * 20)
                    .mapToDouble(i -> nine(grid, i) ? 80 : 20)
                    .toArray();
            var series = new Series(grid.start(), HOUR, zone, values, Bounds.NOT_NEGATIVE);

            var outlook = Forecasting.select(series, Duration.ofDays(12));

            for (int i = 0; i < outlook.expected().length; i++) {
                assertThat(outlook.expected()[i]).isCloseTo(nine(grid, 24 * 20 + i) ? 80 : 20, within(5.0));
            }
        }
    }

    @Test
    void aClockThatChangedIsTold() {
        var berlin = ZoneId.of("Europe/Berlin");
        var start = Instant.parse("2024-03-20T23:00:00Z");
        double[] values = new double[24 * 9];

        assertThat(Forecasting.select(new Series(start, HOUR, berlin, values, Bounds.NONE), Duration.ofDays(7))
                        .remarks())
                .contains(new Remark.ClockChanged(Instant.parse("2024-03-31T01:00:00Z")));
        assertThat(Forecasting.select(new Series(start, HOUR, berlin, values, Bounds.NONE), HOUR)
                        .remarks())
                .noneMatch(Remark.ClockChanged.class::isInstance);
    }

    @Test
    void aLevelThatChangedForGoodStartsTheHistoryAnew() {
        var random = new Random(1);
        double[] hours = IntStream.range(0, 24 * 60)
                .mapToDouble(i -> (i < 24 * 35 ? 40 : 70) + 5 * Math.sin(i * Math.PI / 12) + random.nextGaussian())
                .toArray();
        var series = new Series(START, HOUR, ZoneOffset.UTC, hours, Bounds.NONE);

        var outlook = Forecasting.select(series, Duration.ofDays(30));

        assertThat(outlook.remarks())
                .filteredOn(Remark.LevelChanged.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(Remark.LevelChanged.class, changed -> {
                    assertThat(changed.at()).isEqualTo(START.plus(Duration.ofDays(35)));
                    assertThat(changed.before()).isCloseTo(40, within(1.0));
                    assertThat(changed.after()).isCloseTo(70, within(1.0));
                });
        assertThat(outlook.trend()).isEqualTo(Trend.STEADY);
        assertThat(Arrays.stream(outlook.expected()).average().orElseThrow()).isCloseTo(70, within(4.0));
    }

    @Test
    void gapsAreToldAndLeaveNoError() {
        double[] values = IntStream.range(0, 60).mapToDouble(i -> 50 + i % 3).toArray();
        Arrays.fill(values, 40, 45, Double.NaN);
        values[20] = Double.NaN;

        var outlook = Forecasting.select(daily(values), Duration.ofDays(10));

        assertThat(outlook.remarks()).contains(new Remark.Gaps(6, Duration.ofDays(5)));
        assertThat(Arrays.stream(outlook.choice().errors()).flatMapToDouble(Arrays::stream))
                .anyMatch(error -> Double.isNaN(error));
    }

    @Test
    void whatWasNotMeasuredAtTheEndIsNoGap() {
        var series = daily(1, 2, 3, Double.NaN, Double.NaN);

        var outlook = Forecasting.select(series, DAY);

        assertThat(outlook.madeFrom()).isEqualTo(series.at(2));
        assertThat(outlook.remarks()).noneMatch(Remark.Gaps.class::isInstance);
    }

    @Test
    void nothingLeavesItsBounds() {
        double[] falling = IntStream.range(0, 60).mapToDouble(i -> 60 - i).toArray();
        double[] full =
                IntStream.range(0, 60).mapToDouble(i -> Math.min(100, 50 + i)).toArray();

        var empty = Forecasting.select(
                new Series(START, DAY, ZoneOffset.UTC, falling, Bounds.NOT_NEGATIVE), Duration.ofDays(90));
        var busy = Forecasting.select(
                new Series(START, DAY, ZoneOffset.UTC, full, new Bounds(0, 100)), Duration.ofDays(90));

        assertThat(Arrays.stream(empty.expected())).allMatch(value -> value >= 0);
        assertThat(empty.errors().interval(90, 0.95).lower()).isNotNegative();
        assertThat(Arrays.stream(busy.expected())).allMatch(value -> value <= 100);
        assertThat(busy.errors().interval(90, 0.95).upper()).isLessThanOrEqualTo(100);
        assertThat(busy.errors().reaches(120, false)).isInstanceOf(LimitDate.NotWithin.class);
        assertThat(busy.remarks()).contains(new Remark.AtCap(10, 100));
    }

    @Test
    void fewerThanThirtyNineErrorsAreMarked() {
        var few = Forecasting.select(daily(1, 5, 2, 6, 3, 9, 4, 4, 8, 1), Duration.ofDays(2));

        assertThat(few.remarks()).anyMatch(Remark.Approximate.class::isInstance);
        assertThat(few.errors().interval(1, 0.95).approximate()).isTrue();
    }

    @Test
    void ninetyDaysDoNotPromiseEighteenMonths() {
        var series = daily(IntStream.range(0, 90).mapToDouble(i -> 50 + i % 4).toArray());

        var outlook = Forecasting.select(series, Duration.ofDays(550));

        assertThat(outlook.remarks()).contains(new Remark.HorizonCut(Duration.ofDays(550), Duration.ofDays(180)));
        assertThat(outlook.errors().reaches(500, false))
                .isEqualTo(new LimitDate.NotWithin(series.end().plus(Duration.ofDays(180))));
    }

    @Test
    void aSawIsToldAndAConstantToo() {
        var saw = daily(IntStream.range(0, 90).mapToDouble(i -> 40 + i % 7).toArray());
        var constant = daily(IntStream.range(0, 90).mapToDouble(i -> 1e9).toArray());

        assertThat(Forecasting.select(saw, DAY).remarks()).contains(new Remark.CleanedUp(Duration.ofDays(7), 12));
        assertThat(Forecasting.select(saw, DAY).trend()).isEqualTo(Trend.STEADY);
        var outlook = Forecasting.select(constant, Duration.ofDays(30));
        assertThat(outlook.remarks()).containsExactly(new Remark.Constant(1e9));
        assertThat(outlook.errors().interval(30, 0.95)).isEqualTo(new Outlook.Interval(1e9, 1e9, false));
        assertThat(outlook.errors().reaches(2e9, false)).isInstanceOf(LimitDate.NotWithin.class);
    }

    @Test
    void aFallTowardsALimitIsDegrading() {
        var free = daily(IntStream.range(0, 60).mapToDouble(i -> 200 - i).toArray());

        var outlook = Forecasting.select(free, Duration.ofDays(90));

        assertThat(outlook.trend().direction(true)).isEqualTo(Trend.Direction.DEGRADING);
        assertThat(outlook.errors().reaches(111, true))
                .isInstanceOfSatisfying(LimitDate.Expected.class, date -> assertThat(date.p50())
                        .isBetween(
                                free.end().plus(Duration.ofDays(29)), free.end().plus(Duration.ofDays(31))));
        assertThat(outlook.errors().reaches(500, false)).isInstanceOf(LimitDate.NotWithin.class);
    }

    @Test
    void fiveMinutesAreJoinedToHours() {
        double[] values = IntStream.range(0, 12 * 24 * 4)
                .mapToDouble(i -> 50 + (i / 12 % 24 == 9 ? 30 : 0))
                .toArray();
        var series = new Series(START, Duration.ofMinutes(5), ZoneOffset.UTC, values, Bounds.NONE);

        var outlook = Forecasting.select(series, DAY);

        assertThat(outlook.step()).isEqualTo(HOUR);
        assertThat(outlook.expected()).hasSize(24);
        assertThat(outlook.expected()[9]).isCloseTo(80, within(1.0));
    }

    @Test
    void whatIsNoValueIsRefused() {
        for (double wrong : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e200}) {
            assertThatThrownBy(() -> daily(1, wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("value 1 was " + wrong);
        }
        for (var step : new Duration[] {Duration.ZERO, HOUR.negated(), Duration.ofDays(400)}) {
            assertThatThrownBy(() -> new Series(START, step, ZoneOffset.UTC, new double[1], Bounds.NONE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("was " + step);
        }
    }

    @Test
    void trendsOfWhatFollowsItselfAreRarelySeen() {
        int seen = 0;
        for (int seed = 0; seed < 100; seed++) {
            var random = new Random(1000 + seed);
            double[] noise = new double[1];
            double[] values = IntStream.range(0, 90)
                    .mapToDouble(i -> 50 + (noise[0] = 0.5 * noise[0] + random.nextGaussian()))
                    .toArray();
            seen += Growth.of(PreparedSeries.of(daily(values), DAY)).trend() == Trend.STEADY ? 0 : 1;
        }
        assertThat(seen).isLessThanOrEqualTo(13);
    }

    private static boolean nine(Series series, int index) {
        return series.at(index).atZone(series.zone()).getHour() == 9;
    }

    private static Series daily(double... values) {
        return new Series(START, DAY, ZoneOffset.UTC, values, Bounds.NONE);
    }
}
