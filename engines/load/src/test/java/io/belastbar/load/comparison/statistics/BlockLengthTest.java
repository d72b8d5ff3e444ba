package io.belastbar.load.comparison.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BlockLengthTest {

    @Test
    void independentSecondsNeedShortBlocks() {
        assertThat(average(0)).isLessThan(3);
    }

    @Test
    void blocksGrowWithTheDependence() {
        // For AR(1), the optimum is (6 φ² ÷ (1 − φ²)² · n)^⅓: 7.3 at 0.3, 18.9 at 0.7 with 600 seconds.
        assertThat(average(0.3)).isBetween(3.0, 9.0);
        assertThat(average(0.7)).isBetween(10.0, 22.0);
    }

    @Test
    void aConstantSeriesHasNoDependence() {
        assertThat(BlockLength.of(new double[100])).isEqualTo(1);
    }

    @Test
    void thereAreAlwaysSixBlocks() {
        double[] trend = new double[60];
        for (int at = 0; at < trend.length; at++) {
            trend[at] = at;
        }

        assertThat(BlockLength.of(trend)).isEqualTo(10);
    }

    private static double average(double correlation) {
        SplittableRandom random = new SplittableRandom(5);
        double sum = 0;
        for (int run = 0; run < 50; run++) {
            double[] series = new double[600];
            for (int at = 1; at < series.length; at++) {
                series[at] = correlation * series[at - 1] + random.nextGaussian();
            }
            sum += BlockLength.of(series) / 50.0;
        }
        return sum;
    }
}
