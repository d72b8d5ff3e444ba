package io.belastbar.loadtest.k6operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.ErrorClass;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunnerSummaryTest {

    /** Lognormal times of two runners, of which one is four times as slow. */
    private final double[] fast = times(1, 1.0, 40_000);

    private final double[] slow = times(2, 4.0, 20_000);

    @ParameterizedTest
    @ValueSource(doubles = {10, 50, 90, 95, 99, 99.5, 99.9})
    void mergedPercentilesOfUnequalRunnersAreWithinHalfAPoint(double percent) {
        assertMerged(fast, slow, percent, 0.5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {99.6, 99.7, 99.8, 99.9})
    void mergedPercentilesOfEqualRunnersAreCloserInTheTail(double percent) {
        assertMerged(fast, times(3, 1.0, 40_000), percent, 0.12);
    }

    private static void assertMerged(double[] first, double[] second, double percent, double pointsWrong) {
        Cell merged = cell(first).add(cell(second));

        double[] all = DoubleStream.concat(Arrays.stream(first), Arrays.stream(second))
                .sorted()
                .toArray();
        double truth = all[(int) Math.ceil(percent * all.length / 100 - 1e-6) - 1];
        double above = all[(int) Math.min(all.length - 1, Math.ceil((percent + pointsWrong) / 100 * all.length))];
        assertThat(Cell.percentileMs(merged.responseMicros(), percent))
                .isBetween(truth * 0.999, Math.max(above, truth) * 1.002);
    }

    @Test
    void greatestValueAndCountsAreExact() {
        Cell cell = cell(fast);

        assertThat(cell.requests()).isEqualTo(fast.length);
        assertThat(cell.responseSummary().maxMs())
                .isCloseTo(Arrays.stream(fast).max().orElseThrow(), withinPercentage(0.1));
    }

    @Test
    void readsErrorsAndSkipsOfAStepAndTenant() {
        String log = new RunnerLogs()
                .times(1, 2, new double[] {1, 2, 3})
                .count("error_timeout{cell:1_2}", 1)
                .count("step_skipped{cell:1_2}", 5)
                .count("dropped_iterations", 7)
                .log();

        RunnerSummary summary = RunnerSummary.in(log).orElseThrow();

        assertThat(summary.cell(1, 2).errors(ErrorClass.TIMEOUT)).isOne();
        assertThat(summary.cell(1, 2).skipped()).isEqualTo(5);
        assertThat(summary.cell(0, 0).requests()).isZero();
        assertThat(summary.cell(0, 0).responseSummary().maxMs()).isZero();
        assertThat(summary.dropped()).isEqualTo(7);
    }

    @Test
    void aRunnerThatBrokeOffTellsNoSummary() {
        String whole = new RunnerLogs().times(0, 0, new double[] {1}).log();

        assertThat(RunnerSummary.in("")).isEmpty();
        assertThat(RunnerSummary.in(whole.substring(0, whole.length() - 30))).isEmpty();
        assertThat(RunnerSummary.in(whole.replace("{\"metrics\"", "{"))).isEmpty();
    }

    private static Cell cell(double[] millis) {
        return RunnerSummary.in(new RunnerLogs().times(0, 0, millis).log())
                .orElseThrow()
                .cell(0, 0);
    }

    private static double[] times(long seed, double scale, int count) {
        Random random = new Random(seed);
        return DoubleStream.generate(() -> scale * 20 * Math.exp(0.6 * random.nextGaussian()))
                .limit(count)
                .toArray();
    }
}
