package io.belastbar.forecasting.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TheilSenTest {

    private static final TheilSen PLAIN = new TheilSen("theil-sen", false);

    @Property(tries = 50)
    void theSlopeIsTheMedianOfAllPairs(@ForAll long seed, @ForAll @IntRange(min = 2, max = 120) int n) {
        double[] values = new Random(seed).doubles(n, -50, 50).toArray();

        assertThat(TheilSen.slope(values, 1)).isCloseTo(medianOfPairs(values), within(1e-9));
    }

    @Test
    void blocksOfALongHistoryStayNearAllPairs() {
        var random = new Random(1);
        var values = new double[1500];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.3 * i + random.nextGaussian() * 20;
        }

        assertThat(TheilSen.slope(values, 1)).isCloseTo(medianOfPairs(values), within(0.001));
    }

    @Test
    void aQuarterOfWrongValuesDoesNotMoveTheLine() {
        var values = new double[60];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 4 == 2 ? 5000 : 10 + 2 * i;
        }

        assertThat(PLAIN.forecast(values, Seasons.NONE, 2)).containsExactly(new double[] {130, 132}, within(1e-9));
    }

    @Test
    void aSeasonRidesOnTheLine() {
        var values = new double[28];
        for (int i = 0; i < values.length; i++) {
            values[i] = 3 * i + (i % 7 == 5 ? 40 : 0);
        }

        double[] forecast = PLAIN.forecast(values, Seasons.of(7), 7);

        for (int i = 0; i < 7; i++) {
            assertThat(forecast[i]).isCloseTo(3 * (28 + i) + (i == 5 ? 40 : 0), within(1e-9));
        }
    }

    @Test
    void dampedLeavesAThirdOfTheSlopeAfterAsManyValuesAsThereAre() {
        var values = new double[30];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }

        double[] forecast = new TheilSen("damped-theil-sen", true).forecast(values, Seasons.NONE, 31);

        assertThat(forecast[29] - forecast[28]).isCloseTo(Math.exp(-1), within(1e-9));
    }

    private static double medianOfPairs(double[] values) {
        var slopes = new ArrayList<Double>();
        for (int i = 0; i < values.length; i++) {
            for (int j = i + 1; j < values.length; j++) {
                slopes.add((values[j] - values[i]) / (j - i));
            }
        }
        Collections.sort(slopes);
        int middle = slopes.size() / 2;
        return slopes.size() % 2 == 1 ? slopes.get(middle) : (slopes.get(middle - 1) + slopes.get(middle)) / 2;
    }
}
