package io.belastbar.change.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RanksTest {

    @Test
    void equalValuesShareTheMeanOfTheirRanks() {
        var ranks = Ranks.of(new double[] {5, 1, 5, 3, 5});

        assertThat(ranks.ranks()).containsExactly(4, 1, 4, 2, 4);
        assertThat(ranks.tieSum()).isEqualTo(27 - 3);
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
}
