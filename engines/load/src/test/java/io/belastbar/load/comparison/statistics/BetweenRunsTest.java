package io.belastbar.load.comparison.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BetweenRunsTest {

    @Test
    void withoutEarlierRunsTheyAreTakenToLieTwoPercentApart() {
        BetweenRuns.Spread spread = BetweenRuns.ASSUMED.beyond(0, 0.001);

        assertThat(spread.deviation()).isCloseTo(0.02 * Math.sqrt(2), within(1e-12));
        assertThat(spread.degrees()).isEqualTo(4);
    }

    @Test
    void manyEarlierRunsOutweighWhatWasAssumed() {
        assertThat(BetweenRuns.of(apart(0.002, 200)).beyond(0, 0).deviation()).isLessThan(0.008);
        assertThat(BetweenRuns.of(apart(0.1, 200)).beyond(0, 0).deviation())
                .isCloseTo(0.1 * Math.sqrt(2), within(0.02));
    }

    @Test
    void whatTheSecondsShowAlreadyIsNotCountedTwice() {
        double within = 2 * 0.05 * 0.05;

        assertThat(BetweenRuns.of(apart(0.05, 200)).beyond(0, 0).deviation()).isGreaterThan(0.06);
        assertThat(BetweenRuns.of(apart(0.05, 200)).beyond(0, within).deviation())
                .isLessThan(0.04);
    }

    @Test
    void oneChangeOfTheTargetAmongTheEarlierRunsIsNotTakenForNoise() {
        List<double[]> before = apart(0.01, 20);
        List<double[]> after = apart(0.01, 20).stream()
                .map(quantiles -> new double[] {quantiles[0] + 0.3})
                .toList();

        double deviation = BetweenRuns.of(
                        Stream.concat(before.stream(), after.stream()).toList())
                .beyond(0, 0)
                .deviation();

        // With the change in it, the runs' plain standard deviation is 15 %.
        assertThat(deviation).isLessThan(0.06);
    }

    @Test
    void aRunWithTooFewRequestsForAQuantileTellsNothingOfIt() {
        BetweenRuns runs = BetweenRuns.of(
                List.of(new double[] {1, Double.NaN}, new double[] {1.2, Double.NaN}, new double[] {0.9, Double.NaN}));

        assertThat(runs.beyond(0, 0).deviation()).isGreaterThan(0.1);
        assertThat(runs.beyond(1, 0)).isEqualTo(BetweenRuns.ASSUMED.beyond(1, 0));
    }

    private static List<double[]> apart(double deviation, int runs) {
        SplittableRandom random = new SplittableRandom(runs);
        return Stream.generate(() -> new double[] {10 + deviation * random.nextGaussian()})
                .limit(runs)
                .toList();
    }
}
