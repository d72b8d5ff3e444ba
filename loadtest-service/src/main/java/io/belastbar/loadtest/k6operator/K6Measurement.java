package io.belastbar.loadtest.k6operator;

import io.belastbar.load.export.K6Submetrics;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.SecondSeries;
import io.belastbar.load.run.RunTally;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.loadtest.remote.RemoteRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Merges what the runners of a TestRun counted into one result. */
final class K6Measurement {

    private K6Measurement() {}

    /**
     * @param silent runners that told no summary
     */
    static RunResult of(RemoteRun run, Instant startedAt, String source, List<RunnerSummary> summaries, int silent) {
        Scenario scenario = run.scenario();
        Map<CellKey, Cell> totals = new HashMap<>();
        int tenants = new K6Submetrics(scenario).tenants();
        for (RunnerSummary summary : summaries) {
            for (int step = 0; step < scenario.sends().size(); step++) {
                for (int tenant = 0; tenant < tenants; tenant++) {
                    totals.computeIfAbsent(new CellKey(step, tenant), none -> new Cell())
                            .add(summary.cell(step, tenant));
                }
            }
        }
        // k6 drops an arrival that finds no free user: that is the generator's limit, not the target's.
        long dropped = summaries.stream().mapToLong(RunnerSummary::dropped).sum();
        return new RunResult(
                run.identity(startedAt),
                new Provenance("k6", "", source, notes(scenario, silent)),
                RunTally.steps(scenario),
                scenario.tenants().labels(),
                SecondSeries.of(List.of()),
                totals,
                GeneratorReport.ofOther(dropped, List.of(summaries.size() + " k6 runners.")));
    }

    private static List<String> notes(Scenario scenario, int silent) {
        List<String> notes = new ArrayList<>();
        notes.add("k6 counts from the send, not from the intended start: response time and service time are the same"
                + " here, and a target that stalls looks better than it is.");
        notes.add(
                "k6 tells quantiles, no histogram: percentiles are not below the true ones, and their rank is at most 0.5"
                        + " percentage points too high; above p99.5 at most 0.1, if the runners were equally fast. Only whole"
                        + " runs are known, no seconds.");
        if (scenario.tenants().names().size() > K6Submetrics.TENANTS_MAX) {
            notes.add("The tenants were not told apart: all is counted for the first one.");
        }
        if (silent > 0) {
            notes.add(silent + " runners told no summary; what they measured is missing.");
        }
        return notes;
    }
}
