package io.belastbar.load.comparison.trust;

import io.belastbar.load.comparison.counts.CountGrid;
import io.belastbar.load.comparison.counts.RunCounts;
import io.belastbar.load.comparison.counts.SecondCounts;
import io.belastbar.load.comparison.counts.StepKey;
import io.belastbar.load.comparison.statistics.BetweenRuns;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.StepInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Earlier runs of the same scenario against the same target, which tell how far such runs lie apart. */
public final class EarlierRuns {

    /** None are known. */
    public static final EarlierRuns NONE = new EarlierRuns(List.of(), List.of());

    private static final double BEYOND_MIN = 10;

    private final List<SecondCounts> overall;
    private final List<Map<StepKey, SecondCounts>> steps;

    private EarlierRuns(List<SecondCounts> overall, List<Map<StepKey, SecondCounts>> steps) {
        this.overall = List.copyOf(overall);
        this.steps = List.copyOf(steps);
    }

    /** Of counts without steps. */
    public static EarlierRuns ofCounts(List<SecondCounts> oldestFirst) {
        return new EarlierRuns(oldestFirst, List.of());
    }

    /**
     * @param oldestFirst the baseline may be among them; their seconds are not needed
     * @param serviceTimes as in the comparison
     */
    public static EarlierRuns of(List<RunResult> oldestFirst, boolean serviceTimes) {
        List<RunCounts> counts = oldestFirst.stream()
                .map(result -> RunCounts.of(result, serviceTimes, new BitSet()))
                .toList();
        return new EarlierRuns(
                counts.stream().map(RunCounts::overall).toList(),
                counts.stream().map(RunCounts::steps).toList());
    }

    /** @param step null: all requests */
    public BetweenRuns between(StepInfo step, double[] shares) {
        List<double[]> quantiles = new ArrayList<>();
        Stream<SecondCounts> runs = step == null
                ? overall.stream()
                : steps.stream().map(run -> run.get(StepKey.of(step))).filter(Objects::nonNull);
        runs.filter(counts -> counts.timed() > 0).forEach(counts -> quantiles.add(logQuantiles(counts, shares)));
        return BetweenRuns.of(quantiles);
    }

    private static double[] logQuantiles(SecondCounts counts, double[] shares) {
        CountGrid grid = CountGrid.of(counts);
        long requests = counts.timed();
        return Arrays.stream(shares)
                .map(share -> Math.min(share, 1 - share) * requests < BEYOND_MIN
                        ? Double.NaN
                        : Math.log(grid.quantile(share)))
                .toArray();
    }
}
