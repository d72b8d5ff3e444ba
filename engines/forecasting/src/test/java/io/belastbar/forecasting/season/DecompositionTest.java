package io.belastbar.forecasting.season;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DecompositionTest {

    @Property(tries = 30)
    void thePartsAreTheValues(@ForAll long seed, @ForAll @IntRange(min = 40, max = 200) int n) {
        double[] values = new Random(seed).doubles(n, -5, 5).toArray();

        var parts = Decomposition.of(values, List.of(5, 20));

        for (int i = 0; i < n; i++) {
            double sum =
                    parts.seasons().get(0)[i] + parts.seasons().get(1)[i] + parts.trend()[i] + parts.remainder()[i];
            assertThat(sum).isCloseTo(values[i], within(1e-9));
            assertThat(parts.adjusted()[i]).isCloseTo(parts.trend()[i] + parts.remainder()[i], within(1e-9));
        }
    }

    @Test
    void aDayAndAWeekAreToldApart() {
        int n = 24 * 7 * 6;
        var values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = 0.01 * i + day(i) + week(i);
        }

        var parts = Decomposition.of(values, List.of(24, 168));

        for (int i = 168; i < n - 168; i++) {
            assertThat(parts.seasons().get(0)[i]).isCloseTo(day(i), within(0.3));
            assertThat(parts.seasons().get(1)[i]).isCloseTo(week(i), within(0.3));
            assertThat(parts.trend()[i]).isCloseTo(0.01 * i, within(0.3));
        }
        double[] ahead = parts.seasonAhead(List.of(24, 168), 200);
        for (int i = 0; i < 200; i++) {
            assertThat(ahead[i]).isCloseTo(day(n + i) + week(n + i), within(0.6));
        }
    }

    @Property(tries = 30)
    void loessIsTheWeightedLineOfTheNearestValues(@ForAll long seed, @ForAll @IntRange(min = 0, max = 29) int at) {
        double[] values = new Random(seed).doubles(30, -5, 5).toArray();
        int window = 9;

        double smooth = Loess.at(values, 0, 1, values.length, at, window);

        assertThat(smooth).isCloseTo(byHand(values, at, window), within(1e-9));
    }

    @Test
    void loessLeavesALineAndCarriesItBeyondBothEnds() {
        double[] values = {3, 5, 7, 9, 11, 13, 15};

        assertThat(Loess.smooth(values, 5, 2)).containsExactly(values, within(1e-9));
        assertThat(Loess.at(values, 0, 1, 7, -1, 5)).isCloseTo(1, within(1e-9));
        assertThat(Loess.at(values, 0, 1, 7, 7, 11)).isCloseTo(17, within(1e-9));
    }

    /** The normal equations of the weighted line, as a textbook has them. */
    private static double byHand(double[] values, int at, int window) {
        int left = Math.clamp(at - window / 2, 0, values.length - window);
        double reach = Math.max(at - left, left + window - 1 - at);
        double w = 0;
        double wx = 0;
        double wxx = 0;
        double wy = 0;
        double wxy = 0;
        for (int i = left; i < left + window; i++) {
            double d = Math.abs(i - at) / reach;
            double weight = d > 0.999 ? 0 : Math.pow(1 - d * d * d, 3);
            w += weight;
            wx += weight * i;
            wxx += weight * i * i;
            wy += weight * values[i];
            wxy += weight * i * values[i];
        }
        double slope = (w * wxy - wx * wy) / (w * wxx - wx * wx);
        return (wy - slope * wx) / w + slope * at;
    }

    private static double day(int i) {
        return 10 * Math.sin(2 * Math.PI * i / 24);
    }

    /** No part of it comes back each day. */
    private static double week(int i) {
        return 6 * Math.sin(2 * Math.PI * i / 168);
    }
}
