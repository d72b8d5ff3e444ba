package io.belastbar.change.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NormalScoresTest {

    /** Values of R's qnorm: of ranks 1 … 39 the last is worth qnorm(0.975), of 1 … 999 the first qnorm(0.001). */
    @Test
    void scoresAreQuantilesOfTheNormalDistribution() {
        assertThat(NormalScores.of(ascending(39))[38]).isCloseTo(1.959963984540054, within(1e-12));
        assertThat(NormalScores.of(ascending(39))[19]).isZero();
        assertThat(NormalScores.of(ascending(999))[0]).isCloseTo(-3.090232306167813, within(1e-12));
    }

    @Test
    void equalValuesShareTheMeanOfTheirRanks() {
        double[] scores = NormalScores.of(new double[] {5, 1, 5, 3, 5});

        assertThat(scores[0]).isEqualTo(scores[2]).isEqualTo(scores[4]);
        assertThat(scores[0]).isCloseTo(0.430727299295457, within(1e-12));
        assertThat(scores[1]).isCloseTo(-0.967421566101701, within(1e-12));
        assertThat(scores[3]).isCloseTo(-0.430727299295457, within(1e-12));
    }

    @Test
    void scoresDependOnTheOrderOnly() {
        assertThat(NormalScores.of(new double[] {1, 1000, 2})).isEqualTo(NormalScores.of(new double[] {1, 3, 2}));
    }

    @Test
    void locationsAreThoseOfTheTextbook() {
        double[] before = {1, 2, 3, 4};
        double[] after = {11, 12, 13, 14};

        assertThat(Location.median(before)).isEqualTo(2.5);
        assertThat(Location.quantile(before, 0.25)).isCloseTo(1.75, within(1e-12));
        assertThat(Location.shift(before, after)).isEqualTo(10);
        assertThat(Location.delta(before, after)).isEqualTo(1);
        assertThat(Location.delta(after, before)).isEqualTo(-1);
    }

    private static double[] ascending(int n) {
        return IntStream.rangeClosed(1, n).asDoubleStream().toArray();
    }
}
