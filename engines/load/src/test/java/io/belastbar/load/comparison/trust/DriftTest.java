package io.belastbar.load.comparison.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.comparison.counts.NoisyTarget;
import io.belastbar.load.comparison.counts.SecondCounts;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class DriftTest {

    @Test
    void aWarmUpIsSeenWithItsSize() {
        double change = Drift.of(run(60, second -> 1.3 - 0.3 * second / 59)).orElseThrow();

        assertThat(change).isBetween(-0.28, -0.18);
    }

    @Test
    void aLevelRunHasNone() {
        assertThat(Drift.of(run(60, second -> 1))).isEmpty();
    }

    @Test
    void aSmallDriftDoesNotMatter() {
        assertThat(Drift.of(run(300, second -> 1 + 0.02 * second / 299))).isEmpty();
    }

    @Test
    void noiseThatWandersIsHardlyEverTakenForDrift() {
        SplittableRandom random = new SplittableRandom(4);
        NoisyTarget wandering = new NoisyTarget(0, 0.06, 0.8, 1, 0);
        int found = 0;
        for (int run = 0; run < 200; run++) {
            found += Drift.of(wandering.run(random, 60, 20, 1)).isPresent() ? 1 : 0;
        }

        assertThat(found).isLessThanOrEqualTo(6);
    }

    @Test
    void aPlannedRampIsNoDrift() {
        SecondCounts.Builder ramp = new SecondCounts.Builder(40).phases(new int[] {0, 10, 20, 30});
        fill(ramp, 40, second -> 1 + second / 40.0);

        assertThat(Drift.of(ramp.build())).isEmpty();
    }

    @Test
    void nothingMeasuredAndNothingButAFewSecondsHaveNone() {
        assertThat(Drift.of(new SecondCounts.Builder(20).build())).isEmpty();
        assertThat(Drift.of(run(8, second -> 1 + second))).isEmpty();
    }

    private static SecondCounts run(int seconds, IntToDoubleFunction factor) {
        SecondCounts.Builder builder = new SecondCounts.Builder(seconds);
        fill(builder, seconds, factor);
        return builder.build();
    }

    private static void fill(SecondCounts.Builder builder, int seconds, IntToDoubleFunction factor) {
        SplittableRandom random = new SplittableRandom(seconds);
        for (int second = 0; second < seconds; second++) {
            for (int request = 0; request < 40; request++) {
                builder.add(
                        second,
                        Math.round(20_000 * factor.applyAsDouble(second) * Math.exp(0.3 * random.nextGaussian())));
            }
        }
    }
}
