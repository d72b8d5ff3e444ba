package io.belastbar.load.comparison.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.comparison.counts.SecondCounts;
import io.belastbar.load.comparison.counts.SimulatedRuns;
import io.belastbar.load.comparison.statistics.ShiftBootstrap.Plan;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The intervals and alarms against simulated runs of which the truth is known. */
class ShiftBootstrapTest {

    private static final double[] SHARES = {0.5, 0.9, 0.95, 0.99};
    private static final double[] LENGTH_SHARES = {0.5, 0.95};

    @Test
    void intervalsHoldTheTruthInMostOfAFewPairs() {
        double[] coverage = coverage(new SimulatedRuns(150, 40, 0.5, 0.1), 60, 300, 1.1);

        // Of 60 at 95 %, fewer than 51 come up once in a thousand times.
        assertThat(Arrays.stream(coverage).boxed()).allMatch(share -> share >= 51 / 60.0);
    }

    @Test
    @Tag("slow")
    void intervalsHoldTheTruthNineteenTimesOutOfTwenty() {
        for (double correlation : new double[] {0, 0.5, 0.8}) {
            double[] coverage = coverage(new SimulatedRuns(300, 60, correlation, 0.1), 400, 500, 1.1);
            assertThat(Arrays.stream(coverage).boxed())
                    .as("correlation " + correlation + ": " + Arrays.toString(coverage))
                    .allMatch(share -> share >= 0.92 && share <= 0.98);
        }
    }

    @Test
    @Tag("slow")
    void equalRunsRaiseAlarmsInAtMostOneOfTwentyPairsEvenWhenSecondsHangTogether() {
        for (double correlation : new double[] {0, 0.5, 0.8}) {
            SimulatedRuns runs = new SimulatedRuns(300, 60, correlation, 0.1);
            double alarms = alarms(runs, 400, 500, true);
            double naive = alarms(runs, 400, 500, false);
            // The level itself, and two standard errors of 400 pairs.
            assertThat(alarms).as("correlation " + correlation).isLessThanOrEqualTo(0.05 + 0.022);
        }
    }

    @Test
    void drawingSingleRequestsTakesChanceForDifferenceWhereBlocksDoNot() {
        SimulatedRuns runs = new SimulatedRuns(200, 60, 0.8, 0.2);

        double naive = alarms(runs, 40, 300, false);
        double blocks = alarms(runs, 40, 300, true);

        assertThat(naive).isGreaterThan(0.3);
        assertThat(blocks).isLessThan(0.2);
    }

    @Test
    void aClearShiftIsFoundWithItsSize() {
        SplittableRandom random = new SplittableRandom(3);
        SimulatedRuns runs = new SimulatedRuns(200, 100, 0.3, 0.05);

        ShiftBootstrap bootstrap = new ShiftBootstrap(
                runs.run(random, 1),
                runs.run(random, 1.2),
                new Plan(SHARES, LENGTH_SHARES, 500, true),
                Unseen.NOTHING,
                random);

        for (ShiftEstimate shift : bootstrap.shifts()) {
            assertThat(shift.interval().contains(0.2)).as(shift.toString()).isTrue();
            assertThat(shift.pValue()).isLessThan(0.01);
            assertThat(shift.detectable()).isLessThan(0.1);
        }
    }

    /** Response times that double along a ramp, in both runs alike. */
    @Test
    void aRampIsNoChanceSoThatAShiftIsStillSeen() {
        SplittableRandom random = new SplittableRandom(8);
        int foundInPhases = 0;
        int foundInOne = 0;
        int held = 0;
        for (int pair = 0; pair < 20; pair++) {
            List<ShiftEstimate> phases = ramps(random, 10);
            List<ShiftEstimate> one = ramps(random, 1);
            foundInPhases += phases.get(0).pValue() < 0.05 ? 1 : 0;
            foundInOne += one.get(0).pValue() < 0.05 ? 1 : 0;
            held += phases.get(0).interval().contains(0.1) ? 1 : 0;
        }

        assertThat(foundInOne).isZero();
        assertThat(foundInPhases).isEqualTo(20);
        assertThat(held).isGreaterThanOrEqualTo(16);
    }

    private static List<ShiftEstimate> ramps(SplittableRandom random, int phases) {
        int[] starts = java.util.stream.IntStream.range(0, phases)
                .map(phase -> phase * 200 / phases)
                .toArray();
        return new ShiftBootstrap(
                        ramp(random, starts, 1),
                        ramp(random, starts, 1.1),
                        new Plan(SHARES, LENGTH_SHARES, 200, true),
                        Unseen.NOTHING,
                        random)
                .shifts();
    }

    private static SecondCounts ramp(SplittableRandom random, int[] starts, double factor) {
        SecondCounts.Builder builder = new SecondCounts.Builder(200).phases(starts);
        for (int second = 0; second < 200; second++) {
            for (int request = 0; request < 40; request++) {
                double level = Math.log(2) * second / 200 + 0.03 * random.nextGaussian();
                builder.add(second, Math.round(20_000 * factor * Math.exp(0.4 * random.nextGaussian() + level)));
            }
        }
        return builder.build();
    }

    @Test
    void theSameSeedGivesTheSameNumbers() {
        SimulatedRuns runs = new SimulatedRuns(60, 20, 0.3, 0.1);
        List<List<ShiftEstimate>> both = List.of(shifts(runs), shifts(runs));

        assertThat(both.get(0)).isEqualTo(both.get(1));
    }

    private static List<ShiftEstimate> shifts(SimulatedRuns runs) {
        SplittableRandom random = new SplittableRandom(11);
        return new ShiftBootstrap(
                        runs.run(random, 1),
                        runs.run(random, 1),
                        new Plan(SHARES, LENGTH_SHARES, 100, true),
                        Unseen.NOTHING,
                        random)
                .shifts();
    }

    private static double[] coverage(SimulatedRuns runs, int pairs, int resamples, double factor) {
        SplittableRandom random = new SplittableRandom(42);
        double[] held = new double[SHARES.length];
        for (int pair = 0; pair < pairs; pair++) {
            List<ShiftEstimate> shifts = new ShiftBootstrap(
                            runs.run(random, 1),
                            runs.run(random, factor),
                            new Plan(SHARES, LENGTH_SHARES, resamples, true),
                            Unseen.NOTHING,
                            random)
                    .shifts();
            for (int index = 0; index < SHARES.length; index++) {
                held[index] += shifts.get(index).interval().contains(factor - 1) ? 1.0 / pairs : 0;
            }
        }
        return held;
    }

    private static double alarms(SimulatedRuns runs, int pairs, int resamples, boolean blocks) {
        SplittableRandom random = new SplittableRandom(43);
        int alarms = 0;
        for (int pair = 0; pair < pairs; pair++) {
            double[] adjusted = new ShiftBootstrap(
                            runs.run(random, 1),
                            runs.run(random, 1),
                            new Plan(SHARES, LENGTH_SHARES, resamples, blocks),
                            Unseen.NOTHING,
                            random)
                    .adjusted(0, 1, 2, 3);
            alarms += Arrays.stream(adjusted).anyMatch(p -> p < 0.05) ? 1 : 0;
        }
        return (double) alarms / pairs;
    }
}
