package io.belastbar.load.comparison.counts;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.SecondResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The counts of a run, of all requests and by step, read from its seconds in one go. */
public final class RunCounts {

    private final SecondCounts overall;
    private final Map<StepKey, SecondCounts> steps = new LinkedHashMap<>();

    private RunCounts(SecondCounts overall) {
        this.overall = overall;
    }

    /**
     * @param serviceTimes whether times count from the send
     * @param leftOut seconds that do not count
     */
    public static RunCounts of(RunResult result, boolean serviceTimes, BitSet leftOut) {
        int seconds = result.seconds().size() - leftOut.cardinality();
        int[] phases = kept(LoadPhases.starts(result), leftOut, seconds);
        SecondCounts.Builder overall = new SecondCounts.Builder(seconds).phases(phases);
        List<SecondCounts.Builder> steps = new ArrayList<>();
        result.steps().forEach(step -> steps.add(new SecondCounts.Builder(seconds).phases(phases)));
        if (seconds == 0) {
            addTotals(result, serviceTimes, overall, steps);
        } else {
            int second = 0;
            int at = 0;
            for (SecondResult each : result.seconds()) {
                if (!leftOut.get(at++)) {
                    addSecond(second++, each, serviceTimes, overall, steps);
                }
            }
        }
        RunCounts counts = new RunCounts(overall.build());
        for (int step = 0; step < steps.size(); step++) {
            counts.steps.put(
                    StepKey.of(result.steps().get(step)), steps.get(step).build());
        }
        return counts;
    }

    /** Where phases begin among the seconds that count. */
    private static int[] kept(int[] starts, BitSet leftOut, int seconds) {
        return Arrays.stream(starts)
                .map(start -> start - leftOut.get(0, start).cardinality())
                .filter(start -> start == 0 || start < seconds)
                .distinct()
                .toArray();
    }

    private static void addSecond(
            int second,
            SecondResult each,
            boolean serviceTimes,
            SecondCounts.Builder overall,
            List<SecondCounts.Builder> steps) {
        for (Map.Entry<CellKey, Cell> entry : each.cells().entrySet()) {
            Histogram micros = micros(entry.getValue(), serviceTimes);
            long finished = entry.getValue().requests();
            long errors = entry.getValue().errorCount();
            steps.get(entry.getKey().step()).add(second, micros, finished, errors);
            overall.add(second, micros, finished, errors);
        }
    }

    private static void addTotals(
            RunResult result, boolean serviceTimes, SecondCounts.Builder overall, List<SecondCounts.Builder> steps) {
        result.totals().forEach((key, cell) -> {
            steps.get(key.step()).addTotal(micros(cell, serviceTimes), cell.requests(), cell.errorCount());
            overall.addTotal(micros(cell, serviceTimes), cell.requests(), cell.errorCount());
        });
    }

    private static Histogram micros(Cell cell, boolean serviceTimes) {
        return serviceTimes ? cell.serviceMicros() : cell.responseMicros();
    }

    public SecondCounts overall() {
        return overall;
    }

    /** By endpoint and tag, in the order of the run's steps. */
    public Map<StepKey, SecondCounts> steps() {
        return steps;
    }
}
