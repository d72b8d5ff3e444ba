package io.belastbar.change.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.change.quality.Simulated;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeasonTest {

    @ParameterizedTest
    @ValueSource(ints = {60, 400})
    void aWeekIsFoundAndTakenOut(int n) {
        double[] values = new Simulated(n, 1).weekly(1).getFirst().values();

        var season = Season.of(values);

        assertThat(season.period()).isEqualTo(7);
        assertThat(season.offsets()[0] - season.offsets()[3]).isCloseTo(15, within(4.0));
    }

    @Test
    void itIsFoundOnTopOfATrend() {
        double[] values = new Simulated(120, 2).weekly(1).getFirst().values();
        for (int i = 0; i < values.length; i++) {
            values[i] += i;
        }

        assertThat(Season.of(values).period()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.8, -0.5})
    void noiseHardlyEverHasOne(double phi) {
        var found = new Simulated(200, 4)
                .autoregressive(100, phi).stream()
                        .filter(series -> Season.of(series.values()).period() > 0)
                        .count();

        assertThat(found).isLessThanOrEqualTo(3);
    }

    @Test
    void aStepAndALineAreNone() {
        double[] step = IntStream.range(0, 100).mapToDouble(i -> i < 40 ? 1 : 2).toArray();
        double[] line = IntStream.range(0, 100).mapToDouble(i -> i).toArray();

        assertThat(Season.of(step).period()).isZero();
        assertThat(Season.of(line).period()).isZero();
        assertThat(Season.of(new double[50]).period()).isZero();
        assertThat(Season.of(new double[0]).removedFrom(new double[0])).isEmpty();
    }
}
