package io.belastbar.load.comparison.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.comparison.CompareRuns;
import io.belastbar.load.comparison.CompareRuns.ComparisonSettings;
import io.belastbar.load.comparison.RunComparison;
import io.belastbar.load.comparison.SimulatedResult;
import io.belastbar.load.comparison.StepComparison.Outcome;
import io.belastbar.load.comparison.gate.ComparisonGate.Decision;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.result.RunResultBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The larger a slowdown, the surer the gate, however short the runs and however restless the seconds. */
class LargeSlowdownsTest {

    private static final int PAIRS = 12;
    private static final int[] ADDED_MS = {0, 100, 300, 600, 2_000};

    /**
     * Runs of a target that answers in about 6 ms, 40 times a second. It grows warm in its first seconds, and its level
     * wanders.
     */
    private static RunResult run(SplittableRandom random, int seconds, int addedMs) {
        RunIdentity identity =
                new RunIdentity("run", "shop", "checkout", 1, "shop", Instant.EPOCH, Duration.ofSeconds(seconds));
        RunResultBuilder builder = new RunResultBuilder(
                identity,
                new Provenance("belastbar", "1", "", List.of()),
                List.of(new StepInfo("list", "GET /list", "list")),
                List.of());
        double level = 0.2 * random.nextGaussian();
        for (int second = 0; second < seconds; second++) {
            level = 0.7 * level + 0.2 * random.nextGaussian();
            double now = level + 1.6 * Math.exp(-second / 2.0);
            for (int request = 0; request < 40; request++) {
                long micros = Math.round(6_000 * Math.exp(0.3 * random.nextGaussian() + now)) + addedMs * 1_000L;
                builder.started(0, 0, second * 1_000_000L);
                builder.record(0, 0, second * 1_000_000L, micros, micros, null, 100, 100);
            }
        }
        return builder.build();
    }

    private static RunComparison pair(long seed, int seconds, int earlier, int addedMs) {
        SplittableRandom before = new SplittableRandom(seed);
        List<RunResult> main = IntStream.range(0, Math.max(1, earlier))
                .mapToObj(run -> run(before, seconds, 0))
                .toList();
        RunResult branch = run(new SplittableRandom(seed + 1_000), seconds, addedMs);
        return CompareRuns.compare(
                List.of(SimulatedResult.sound("main", main.getLast()), SimulatedResult.sound("branch", branch)),
                earlier == 0 ? List.of() : main,
                new ComparisonSettings(300, 0.05),
                new SplittableRandom(1));
    }

    private static long failed(int seconds, int earlier, int addedMs) {
        return LongStream.range(0, PAIRS)
                .mapToObj(seed -> ComparisonGate.rule(pair(seed, seconds, earlier, addedMs), 0.05))
                .filter(ruling -> ruling.decision() == Decision.FAILED)
                .count();
    }

    @ParameterizedTest
    @CsvSource({"12,0", "12,3", "20,0", "20,3", "60,0", "60,3"})
    void aLargerSlowdownIsFoundNoLessOften(int seconds, int earlier) {
        List<Long> failed = IntStream.of(ADDED_MS)
                .mapToObj(added -> failed(seconds, earlier, added))
                .toList();

        assertThat(failed).as("of %d pairs", PAIRS).isSorted();
        assertThat(failed.getFirst()).isLessThanOrEqualTo(2);
        assertThat(failed.get(1)).isGreaterThanOrEqualTo(PAIRS - 1);
        assertThat(failed.subList(2, failed.size())).containsOnly((long) PAIRS);
    }

    @Test
    void noLargeSlowdownPassesWhateverStandsAgainstIt() {
        for (long seed = 200; seed < 240; seed++) {
            for (int earlier : new int[] {0, 3}) {
                assertThat(ComparisonGate.rule(pair(seed, 12, earlier, 100), 0.05)
                                .decision())
                        .as("pair %d", seed)
                        .isIn(Decision.FAILED, Decision.CANNOT_TELL);
            }
        }
    }

    @Test
    void aTargetThatIsAHundredTimesSlowerIsCalledSlowerWhateverItsSeconds() {
        for (long seed = 100; seed < 130; seed++) {
            assertThat(pair(seed, 12, 3, 600).candidates().getFirst().overall().outcome())
                    .as("pair %d", seed)
                    .isEqualTo(Outcome.SLOWER);
        }
    }
}
