package io.belastbar.load.comparison.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.comparison.counts.CountGrid;
import io.belastbar.load.comparison.counts.SecondCounts;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class StretchesTest {

    private static final double[] P95 = {0.95};

    @Test
    void whatABusyNeighbourMadeInFiveSecondsIsGoneWithoutThem() {
        double left = weakest(15, second -> second >= 6 && second < 11 ? 2 : 1);

        assertThat(left).isLessThan(Math.log(1.1));
    }

    @Test
    void whatASlowerTargetMakesIsThereWhateverIsLeftOut() {
        assertThat(weakest(15, second -> 1.3)).isGreaterThan(Math.log(1.2));
        assertThat(weakest(200, second -> 1.3)).isGreaterThan(Math.log(1.25));
    }

    @Test
    void aStallThatComesAgainAndAgainHolds() {
        assertThat(weakest(120, second -> second % 10 == 0 ? 5 : 1)).isGreaterThan(Math.log(1.5));
    }

    @Test
    void noStretchOfATenfoldSlowerRunIsNearTheOther() {
        SecondCounts growsWarm = run(1, 12, second -> second < 2 ? 4 : 1);

        assertThat(nearest(growsWarm, run(2, 12, second -> 10))).isBetween(Math.log(2), Math.log(3));
        assertThat(nearest(run(2, 12, second -> 10), growsWarm)).isBetween(-Math.log(3), -Math.log(2));
    }

    @Test
    void whatABusyNeighbourMadeInHalfOfARunLeavesAStretchThatIsNear() {
        assertThat(nearest(run(1, 15, second -> 1), run(2, 15, second -> second < 7 ? 10 : 1)))
                .isLessThan(Math.log(1.1));
    }

    private static double nearest(SecondCounts baseline, SecondCounts other) {
        CountGrid first = CountGrid.of(baseline);
        CountGrid second = CountGrid.of(other);
        double change = Math.log(second.quantile(0.95) / first.quantile(0.95));
        return Stretches.nearest(first, second, P95, new double[] {change})[0];
    }

    /** Both runs rise alike: leaving out the end of both changes nothing between them. */
    @Test
    void aRampIsLeftOutOfBothRunsAlike() {
        SecondCounts rising = run(1, 60, second -> 1 + second / 30.0);
        SecondCounts slower = run(2, 60, second -> 1.3 * (1 + second / 30.0));

        assertThat(weakest(rising, slower)).isGreaterThan(Math.log(1.2));
    }

    @Test
    void aStretchIsAThirdButNoLongerThanHalfAMinute() {
        assertThat(Stretches.length(10)).isEqualTo(5);
        assertThat(Stretches.length(15)).isEqualTo(7);
        assertThat(Stretches.length(60)).isEqualTo(20);
        assertThat(Stretches.length(3_600)).isEqualTo(30);
    }

    private static double weakest(int seconds, IntToDoubleFunction factor) {
        return weakest(run(1, seconds, second -> 1), run(2, seconds, factor));
    }

    private static double weakest(SecondCounts baseline, SecondCounts other) {
        CountGrid first = CountGrid.of(baseline);
        CountGrid second = CountGrid.of(other);
        double change = Math.log(second.quantile(0.95) / first.quantile(0.95));
        return Stretches.weakest(first, second, P95, new double[] {change})[0];
    }

    private static SecondCounts run(long seed, int seconds, IntToDoubleFunction factor) {
        SplittableRandom random = new SplittableRandom(seed);
        SecondCounts.Builder builder = new SecondCounts.Builder(seconds);
        for (int second = 0; second < seconds; second++) {
            for (int request = 0; request < 100; request++) {
                double micros = 20_000 * factor.applyAsDouble(second) * Math.exp(0.2 * random.nextGaussian());
                builder.add(second, Math.round(micros));
            }
        }
        return builder.build();
    }
}
