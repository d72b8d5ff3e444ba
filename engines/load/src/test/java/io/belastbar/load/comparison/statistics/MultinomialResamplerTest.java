package io.belastbar.load.comparison.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.load.comparison.counts.CountGrid;
import io.belastbar.load.comparison.counts.SecondCounts;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MultinomialResamplerTest {

    /** Against the thing itself: drawing every request with replacement and taking the quantile. */
    @Test
    void aQuantileSpreadsAsIfEveryRequestWereDrawn() {
        SplittableRandom random = new SplittableRandom(4);
        int[] micros = new int[2_000];
        SecondCounts.Builder builder = new SecondCounts.Builder(1);
        for (int at = 0; at < micros.length; at++) {
            micros[at] = (int) (20_000 * Math.exp(0.5 * random.nextGaussian()));
            builder.add(0, micros[at]);
        }
        Resampler resampler = new MultinomialResampler(CountGrid.of(builder.build()), new double[] {0.5, 0.95});
        double[][] fast = new double[2][1_500];
        double[][] plain = new double[2][1_500];
        double[] drawn = new double[2];
        int[] requests = new int[micros.length];
        for (int draw = 0; draw < 1_500; draw++) {
            resampler.draw(random, drawn);
            fast[0][draw] = drawn[0];
            fast[1][draw] = drawn[1];
            Arrays.setAll(requests, none -> micros[random.nextInt(micros.length)]);
            Arrays.sort(requests);
            plain[0][draw] = Math.log(requests[999]);
            plain[1][draw] = Math.log(requests[1_899]);
        }

        for (int index = 0; index < 2; index++) {
            double deviation = deviation(plain[index]);
            assertThat(deviation(fast[index])).isCloseTo(deviation, within(0.12 * deviation));
        }
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }
}
