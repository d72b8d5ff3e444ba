package io.belastbar.budget.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderStatisticsTest {

    @Test
    void sixValuesAreTheFewestThatBoundAMedian() {
        assertThat(OrderStatistics.quantile(ascending(5), 0.5)).isEqualTo(new Interval(3, null, null));
        assertThat(OrderStatistics.quantile(ascending(6), 0.5)).isEqualTo(new Interval(3.5, 1.0, 6.0));
    }

    /** Hahn and Meeker, Statistical Intervals: the ranks of a two-sided 95 % interval for a median of 20 and of 100. */
    @Test
    void theRanksAreThoseOfTheTables() {
        assertThat(OrderStatistics.quantile(ascending(20), 0.5)).isEqualTo(new Interval(10.5, 6.0, 15.0));
        assertThat(OrderStatistics.quantile(ascending(100), 0.5)).isEqualTo(new Interval(50.5, 40.0, 61.0));
    }

    @Test
    void aHighPercentileOfFewValuesHasNoUpperBound() {
        var interval = OrderStatistics.quantile(ascending(50), 0.99);

        assertThat(interval.value()).isEqualTo(50);
        assertThat(interval.low()).isNotNull();
        assertThat(interval.high()).isNull();
    }

    @Test
    void theIntervalCoversTheTrueQuantileAsOftenAsItPromises() {
        var random = new Random(20_261_121);
        var covered = IntStream.range(0, 4_000)
                .filter(trial -> {
                    var sample = random.doubles(200).sorted().toArray();
                    var interval = OrderStatistics.quantile(sample, 0.9);
                    return interval.low() <= 0.9 && interval.high() >= 0.9;
                })
                .count();

        assertThat(covered / 4_000.0).isBetween(0.95, 0.985);
    }

    @Test
    void theMeansIntervalIsStudents() {
        // By hand: mean 3, standard deviation 1.5811, t(4) = 2.7764, half = 2.7764 * 1.5811 / sqrt(5) = 1.9632
        var interval = MeanInterval.of(new double[] {1, 2, 3, 4, 5});

        assertThat(interval.value()).isEqualTo(3);
        assertThat(interval.low()).isCloseTo(1.0368, within(1e-3));
        assertThat(interval.high()).isCloseTo(4.9632, within(1e-3));
    }

    @Test
    void studentsPointsBeyondTheTableAreRight() {
        assertThat(MeanInterval.studentT(1)).isCloseTo(12.7062, within(5e-5));
        assertThat(MeanInterval.studentT(40)).isCloseTo(2.0211, within(1e-4));
        assertThat(MeanInterval.studentT(60)).isCloseTo(2.0003, within(1e-4));
        assertThat(MeanInterval.studentT(120)).isCloseTo(1.9799, within(1e-4));
    }

    @Test
    void valuesThatResembleTheirNeighboursGiveAWiderInterval() {
        var random = new Random(7);
        var drifting = new double[600];
        for (int i = 1; i < drifting.length; i++) {
            drifting[i] = 0.95 * drifting[i - 1] + random.nextGaussian();
        }
        var shifted = Arrays.stream(drifting).map(value -> value + 100).toArray();
        var naive = 1.96 * deviation(shifted) / Math.sqrt(shifted.length);

        var interval = MeanInterval.of(shifted);

        assertThat((interval.high() - interval.low()) / 2).isGreaterThan(2 * naive);
    }

    private static double deviation(double[] values) {
        var mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1));
    }

    private static double[] ascending(int n) {
        return IntStream.rangeClosed(1, n).mapToDouble(i -> i).toArray();
    }
}
