package io.belastbar.change.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EDivisiveTest {

    private static final EDivisive METHOD = new EDivisive(0.01, 199, 3, 42);

    @Test
    void aStepIsCutWhereItIs() {
        var random = new Random(1);
        double[] values = new double[90];
        for (int i = 0; i < 90; i++) {
            values[i] = random.nextGaussian() + (i < 30 ? 0 : i < 60 ? 5 : -5);
        }

        assertThat(METHOD.cut(values)).containsExactly(30, 60);
    }

    @Test
    void aChangeOfSpreadIsAChangeToo() {
        var random = new Random(2);
        double[] values = new double[200];
        for (int i = 0; i < 200; i++) {
            values[i] = random.nextGaussian() * (i < 100 ? 1 : 8);
        }

        assertThat(METHOD.cut(values)).anySatisfy(cut -> assertThat(cut).isBetween(90, 110));
    }

    @Test
    void theSameSeriesGivesTheSameCuts() {
        double[] values = new Random(3).doubles(100).toArray();

        assertThat(METHOD.cut(values)).isEqualTo(METHOD.cut(values));
    }
}
