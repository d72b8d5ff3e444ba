package io.belastbar.forecasting.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BaselinesTest {

    @Test
    void naiveStaysAtTheLastValue() {
        assertThat(new Naive().forecast(new double[] {1, 5, 3}, Seasons.NONE, 2))
                .containsExactly(3, 3);
    }

    @Test
    void seasonalNaiveRepeatsTheLongestSeasonThatWasSeen() {
        double[] history = {9, 9, 1, 2, 3, 4};

        assertThat(new SeasonalNaive().forecast(history, Seasons.of(2, 4, 7), 6))
                .containsExactly(1, 2, 3, 4, 1, 2);
        assertThat(new SeasonalNaive().takes(6, Seasons.of(7))).isFalse();
    }

    @Test
    void driftGoesOnFromTheFirstToTheLastValue() {
        assertThat(new Drift().forecast(new double[] {2, 100, -7, 8}, Seasons.NONE, 3))
                .containsExactly(10, 12, 14);
    }

    @Test
    void leastSquaresIsTheTextbookLine() {
        // by hand: slope (−1.5·1 − 0.5·3 + 0.5·2 + 1.5·6) ÷ 5 = 1.4, through (2.5, 3)
        double[] forecast = new LeastSquares().forecast(new double[] {1, 3, 2, 6}, Seasons.NONE, 2);

        assertThat(forecast).containsExactly(new double[] {6.5, 7.9}, within(1e-12));
    }

    @Test
    void theProfileHoldsTheUsualWeekAtTheLastWeeksLevel() {
        // three cycles of three; the outlier of the second does not count, the level is the last cycle's median 21
        double[] history = {0, 1, 5, 10, 11, 900, 20, 21, 25};

        assertThat(new SeasonProfile().forecast(history, Seasons.of(3), 4)).containsExactly(20, 21, 25, 20);
    }

    @Test
    void seasonsKnowWhatAHistoryHolds() {
        var seasons = Seasons.of(24, 168);

        assertThat(seasons.seenTimes(2, 300)).isEqualTo(Seasons.of(24));
        assertThat(seasons.longestWithin(168)).isEqualTo(168);
        assertThat(seasons.longestWithin(23)).isEqualTo(1);
    }
}
