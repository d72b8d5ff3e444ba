package io.belastbar.load.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.comparison.CompareRuns.ComparisonSettings;
import io.belastbar.load.comparison.CompareStep.Evidence;
import io.belastbar.load.comparison.CompareStep.Pair;
import io.belastbar.load.comparison.StepComparison.Outcome;
import io.belastbar.load.comparison.counts.NoisyTarget;
import io.belastbar.load.comparison.counts.SecondCounts;
import io.belastbar.load.comparison.trust.EarlierRuns;
import io.belastbar.load.comparison.trust.MeasuredBy;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How often pairs of runs of noisy targets are called different: of one that did not change, and of one that did. */
class NoisyPairsTest {

    private static final Setting NOISY = new Setting("noisy", NoisyTarget::any, 40, 0);
    private static final Setting QUIET = new Setting("quiet", random -> NoisyTarget.quiet(), 100, 0);
    private static final Set<Outcome> SHOWN = EnumSet.of(Outcome.SLOWER, Outcome.FASTER, Outcome.MIXED);

    /**
     * A kind of targets.
     *
     * @param perSecond requests
     * @param earlier runs that are known
     */
    private record Setting(String name, Function<SplittableRandom, NoisyTarget> targets, int perSecond, int earlier) {

        Setting after(int runs) {
            return new Setting(name, targets, perSecond, runs);
        }

        /** The share of pairs of which the second run, slower by this factor, is called slower or faster. */
        double shown(int seconds, double factor, int pairs) {
            return share(seconds, factor, pairs, step -> SHOWN.contains(step.outcome()));
        }

        /** The share of pairs of which a gate of 5 % cannot say that they pass. */
        double untold(int seconds, int pairs) {
            return share(
                    seconds, 1, pairs, step -> step.shifts().stream().anyMatch(shift -> shift.untoldSlowdown(0.05)));
        }

        private double share(int seconds, double factor, int pairs, Predicate<StepComparison> wanted) {
            SplittableRandom random = new SplittableRandom(seconds * 31L + earlier);
            int shown = 0;
            for (int pair = 0; pair < pairs; pair++) {
                NoisyTarget target = targets.apply(random);
                List<SecondCounts> before = Stream.generate(() -> target.run(random, seconds, perSecond, 1))
                        .limit(earlier)
                        .toList();
                Pair terms = new Pair(
                        share -> true,
                        seconds,
                        seconds,
                        new Evidence(MeasuredBy.EXACT, EarlierRuns.ofCounts(before)),
                        false);
                StepComparison step = new CompareStep(new ComparisonSettings(300, 0.05), random)
                        .compare(
                                null,
                                target.run(random, seconds, perSecond, 1),
                                target.run(random, seconds, perSecond, factor),
                                terms);
                shown += wanted.test(step) ? 1 : 0;
            }
            return (double) shown / pairs;
        }
    }

    @Test
    void ofPairsOfUnchangedNoisyTargetsAtMostOneInTwentyIsShown() {
        assertThat(NOISY.shown(15, 1, 400)).isLessThanOrEqualTo(0.05);
        assertThat(NOISY.shown(28, 1, 200)).isLessThanOrEqualTo(0.05);
        assertThat(NOISY.after(5).shown(15, 1, 100)).isLessThanOrEqualTo(0.05);
        // One in twenty, and two standard errors of a hundred pairs.
        assertThat(NOISY.shown(60, 1, 100)).isLessThanOrEqualTo(0.05 + 0.044);
    }

    /** Otherwise a pipeline is stopped by chance, and its gate is soon left open. */
    @Test
    void ofPairsOfUnchangedNoisyTargetsHardlyAnyIsNeitherShownNorPassed() {
        for (int seconds : new int[] {6, 9, 12, 15, 60}) {
            assertThat(NOISY.untold(seconds, 200)).as("%d s", seconds).isLessThanOrEqualTo(0.02);
        }
        assertThat(NOISY.after(5).untold(15, 100)).isLessThanOrEqualTo(0.02);
    }

    @Test
    void aFifthIsFoundInMostPairsOfAMinute() {
        assertThat(NOISY.shown(60, 1.2, 50)).isGreaterThan(0.55);
        assertThat(QUIET.shown(60, 1.2, 40)).isGreaterThan(0.9);
    }

    @Test
    void earlierRunsOfAQuietTargetMakeATenthVisible() {
        assertThat(QUIET.shown(60, 1.1, 40)).isGreaterThan(0.35);
        assertThat(QUIET.after(10).shown(60, 1.1, 25)).isGreaterThan(0.7);
    }

    @Test
    @Tag("slow")
    void printsHowOftenPairsAreCalledDifferent() {
        int pairs = Integer.getInteger("pairs", 300);
        System.out.println("targets  earlier  seconds   +0 %   +5 %  +10 %  +20 %");
        for (Setting setting : List.of(NOISY, NOISY.after(10), QUIET, QUIET.after(10))) {
            for (int seconds : new int[] {15, 28, 60, 300}) {
                StringBuilder line = new StringBuilder();
                for (double factor : new double[] {1, 1.05, 1.1, 1.2}) {
                    line.append(String.format(Locale.ROOT, " %5.1f%%", 100 * setting.shown(seconds, factor, pairs)));
                }
                System.out.printf("%-7s  %7d  %7d %s%n", setting.name(), setting.earlier(), seconds, line);
            }
        }
        assertThat(pairs).isPositive();
    }
}
