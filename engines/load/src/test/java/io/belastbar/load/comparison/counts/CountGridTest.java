package io.belastbar.load.comparison.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CountGridTest {

    private static final double[] SHARES = {0.05, 0.5, 0.9, 0.95, 0.99, 0.999};

    @Property
    void everyValueLiesInItsBucketWhichIsAThousandthWide(@ForAll @LongRange(min = 0, max = 1L << 45) long micros) {
        int bucket = Buckets.of(micros);

        assertThat((double) micros).isBetween(Buckets.low(bucket), Buckets.high(bucket));
        assertThat(Buckets.high(bucket) - Buckets.low(bucket)).isLessThanOrEqualTo(Math.max(1, micros / 1000.0));
    }

    @Test
    void quantilesAreThoseOfTheValuesThemselves() {
        SplittableRandom random = new SplittableRandom(9);
        int[] micros = new int[50_000];
        SecondCounts.Builder builder = new SecondCounts.Builder(50);
        for (int at = 0; at < micros.length; at++) {
            // Two humps with nothing between them, as a cache makes them.
            micros[at] = (int) ((at % 4 == 0 ? 80_000 : 900) * Math.exp(0.3 * random.nextGaussian()));
            builder.add(at % 50, micros[at]);
        }
        Arrays.sort(micros);
        CountGrid grid = CountGrid.of(builder.build());

        for (double share : SHARES) {
            double exact = micros[(int) Math.ceil(share * micros.length) - 1];
            assertThat(grid.quantile(share)).as("share " + share).isCloseTo(exact, within(exact * 0.004));
        }
        assertThat(grid.bins()).isLessThan(800);
    }

    @Test
    void rangesOfSecondsAddUpToTheWhole() {
        CountGrid grid = CountGrid.of(new SimulatedRuns(30, 40, 0.5, 0.2).run(new SplittableRandom(2), 1));
        int[] sum = new int[grid.bins()];
        grid.addRange(0, 7, sum);
        grid.addRange(7, 30, sum);

        assertThat(Arrays.stream(sum).asLongStream().toArray()).isEqualTo(grid.total());
    }
}
