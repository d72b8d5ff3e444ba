package io.belastbar.load.comparison.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.load.comparison.counts.SecondCounts;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ErrorRatesTest {

    /** Examples a, e and g of Newcombe (1998), table II, method 10. */
    @Test
    void newcombesPublishedExamples() {
        assertInterval(ErrorRates.difference(run(80, 48), run(70, 56)), 0.0524, 0.3339);
        assertInterval(ErrorRates.difference(run(29, 0), run(56, 5)), -0.0381, 0.1926);
        assertInterval(ErrorRates.difference(run(10, 0), run(10, 0)), -0.2775, 0.2775);
    }

    @Test
    void wilsonsIntervalHasALengthWithoutAnyErrors() {
        Interval none = ErrorRates.wilson(0, 1000);

        assertThat(none.low()).isCloseTo(0, within(1e-12));
        assertThat(none.high()).isCloseTo(0.003827, within(1e-5));
    }

    @Test
    void errorsThatComeInBurstsSayLess() {
        Interval spread = ErrorRates.difference(bursts(1, 1), bursts(2, 1));
        Interval burst = ErrorRates.difference(bursts(1, 20), bursts(2, 20));

        assertThat(burst.high() - burst.low()).isGreaterThan(2.5 * (spread.high() - spread.low()));
    }

    private static void assertInterval(Interval interval, double low, double high) {
        assertThat(interval.low()).isCloseTo(low, within(2e-4));
        assertThat(interval.high()).isCloseTo(high, within(2e-4));
    }

    private static SecondCounts run(int requests, int errors) {
        Histogram micros = new Histogram(3);
        micros.recordValueWithCount(1_000, requests);
        SecondCounts.Builder builder = new SecondCounts.Builder(0);
        builder.addTotal(micros, requests, errors);
        return builder.build();
    }

    /** 1 % errors; in the mean of 100 seconds, so many at once. */
    private static SecondCounts bursts(long seed, int atOnce) {
        SplittableRandom random = new SplittableRandom(seed);
        SecondCounts.Builder builder = new SecondCounts.Builder(400);
        for (int second = 0; second < 400; second++) {
            Histogram micros = new Histogram(3);
            micros.recordValueWithCount(1_000, 100);
            builder.add(second, micros, 100, random.nextInt(atOnce) == 0 ? atOnce : 0);
        }
        return builder.build();
    }
}
