package io.belastbar.forecasting.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecurrenceTest {

    @Test
    void aYearOfWhichThereAreTwoIsSeenUnderNoiseAndGrowth() {
        for (double growth : new double[] {0, 0.5}) {
            double[] weeks = noise(104, 3, growth);
            double[] days = noise(731, 3, growth);
            for (int i = 0; i < weeks.length; i++) {
                weeks[i] += 10 * Math.sin(2 * Math.PI * i / 52);
            }
            for (int i = 0; i < days.length; i++) {
                days[i] += 10 * Math.sin(2 * Math.PI * i / 365);
            }

            assertThat(Recurrence.isSeen(weeks, 52)).isTrue();
            assertThat(Recurrence.isSeen(days, 365)).isTrue();
        }
    }

    @Test
    void growthThatBeganOrEndedAndNoiseAreNoYear() {
        double[] began = noise(104, 1, 0);
        double[] ended = noise(120, 1, 0);
        double[] constant = new double[104];
        for (int i = 0; i < began.length; i++) {
            began[i] += Math.max(0, i - 52);
        }
        for (int i = 0; i < ended.length; i++) {
            ended[i] += Math.min(60, i);
        }

        assertThat(Recurrence.isSeen(noise(104, 10, 0.5), 52)).isFalse();
        assertThat(Recurrence.isSeen(began, 52)).isFalse();
        assertThat(Recurrence.isSeen(ended, 52)).isFalse();
        assertThat(Recurrence.isSeen(constant, 52)).isFalse();
    }

    private static double[] noise(int length, double deviation, double growth) {
        var random = new Random(11);
        double[] values = new double[length];
        Arrays.setAll(values, i -> 100 + growth * i + deviation * random.nextGaussian());
        return values;
    }
}
