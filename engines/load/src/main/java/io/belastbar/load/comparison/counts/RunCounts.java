package io.belastbar.load.comparison.counts;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.SecondResult;
import java.util.ArrayList;
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

    public static RunCounts of(RunResult result, boolean serviceTimes) {
        int seconds = result.seconds().size();
        int[] phases = LoadPhases.starts(result);
        SecondCounts.Builder overall = new SecondCounts.Builder(seconds).phases(phases);
        List<SecondCounts.Builder> steps = new ArrayList<>();
        result.steps().forEach(step -> steps.add(new SecondCounts.Builder(seconds).phases(phases)));
        if (seconds == 0) {
            addTotals(result, serviceTimes, overall, steps);
        } else {
            int second = 0;
            for (SecondResult each : result.seconds()) {
                addSecond(second++, each, serviceTimes, overall, steps);
            }
        }
        RunCounts counts = new RunCounts(overall.build());
        for (int step = 0; step < steps.size(); step++) {
            counts.steps.put(
                    StepKey.of(result.steps().get(step)), steps.get(step).build());
        }
        return counts;
    }

    private static void addSecond(
            int second,
            SecondResult each,
            boolean serviceTimes,
            SecondCounts.Builder overall,
            List<SecondCounts.Builder> steps) {
        for (Map.Entry<CellKey, Cell> entry : each.cells().entrySet()) {
            Cell cell = entry.getValue();
            Histogram micros = micros(cell, serviceTimes);
            steps.get(entry.getKey().step()).add(second, micros, cell.requests(), cell.errorCount());
            overall.add(second, micros, cell.requests(), cell.errorCount());
        }
    }

    private static void addTotals(
            RunResult result, boolean serviceTimes, SecondCounts.Builder overall, List<SecondCounts.Builder> steps) {
        result.totals().forEach((key, cell) -> {
            Histogram micros = micros(cell, serviceTimes);
            steps.get(key.step()).addTotal(micros, cell.requests(), cell.errorCount());
            overall.addTotal(micros, cell.requests(), cell.errorCount());
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
